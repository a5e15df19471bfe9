"""One method for each thing the office does: it reads, asks the rules, and records.

issuance = Issuance(Work(log, registry=..., secrets=..., policy=...))
await issuance.notices.send(order, case_id)
"""

from issuance.application.alerts import AlertDesk
from issuance.application.arrivals import Arrivals
from issuance.application.bookings import Bookings
from issuance.application.contacts import Contacts
from issuance.application.counter import Counter
from issuance.application.counting import Counting
from issuance.application.custody import Custody
from issuance.application.destruction import Destruction
from issuance.application.documents import Documents
from issuance.application.endings import Endings
from issuance.application.invitations import Invitations
from issuance.application.line import Line
from issuance.application.notices import Notices
from issuance.application.old_cards import OldCards
from issuance.application.outages import Outages
from issuance.application.paper import PaperDesk
from issuance.application.pin_desk import PinDesk
from issuance.application.pin_keys import PinKeyDesk
from issuance.application.planning import PlanningDesk
from issuance.application.post_office import PostOffice
from issuance.application.posting import Posting
from issuance.application.quarantine import Quarantine
from issuance.application.reception import ReceptionDesk
from issuance.application.stations import Stations
from issuance.application.stocktakes import Stocktakes
from issuance.application.venues import Venues
from issuance.application.viewing import Viewing
from issuance.application.work import Order, Policy, Secrets, Work

__all__ = ["Issuance", "Order", "Policy", "Secrets", "Work"]


class Issuance:
    """The office's work, by desk."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.arrivals = Arrivals(work)
        self.custody = Custody(work)
        self.stocktakes = Stocktakes(work)
        self.notices = Notices(work)
        self.contacts = Contacts(work)
        self.invitations = Invitations(work)
        self.venues = Venues(work)
        self.documents = Documents(work)
        self.bookings = Bookings(work)
        self.counter = Counter(work)
        self.reception = ReceptionDesk(work, self.counter)
        self.old_cards = OldCards(work)
        self.line = Line(work)
        self.stations = Stations(work)
        self.outages = Outages(work)
        self.pin_desk = PinDesk(work)
        self.paper = PaperDesk(work)
        self.quarantine = Quarantine(work)
        self.pin_keys = PinKeyDesk(work)
        self.posting = Posting(work)
        self.post_office = PostOffice(work)
        self.endings = Endings(work)
        self.planning = PlanningDesk(work)
        self.counting = Counting(work)
        self.alerts = AlertDesk(work)
        self.viewing = Viewing(work)
        self.destruction = Destruction(work)
