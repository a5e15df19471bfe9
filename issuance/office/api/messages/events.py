"""Anything that can happen at a station."""

from issuance.office.api.messages import visit as v
from issuance.office.api.messages.line import OfLine

OfIdentity = v.ExtraAsked | v.Doubted | v.Verified | v.IdentityRefused | v.Insufficient
OfPerson = OfIdentity | v.Sealed | v.SheetSealed | v.Pinless | v.Chosen
OfParty = v.Arrived | v.Called | v.CalledOff | v.Finished | v.NoShow
Event = OfParty | OfPerson | OfLine
