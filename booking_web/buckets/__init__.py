"""How often one number or one browser may ask: token buckets (トークンバケット).

Nearly nobody ever empties one, so the usual request must cost nothing. Each worker counts by
itself up to `Bucket.alone`; only who goes on is counted in the database, where all workers draw
from one bucket of `Bucket.burst`. So with n workers nobody gets more than n times `alone` above
what the policy says, and no write is added to a booking that is one of few.
"""

from booking_web.buckets.buckets import COMMANDS, SIGN_IN, Bucket, Buckets

__all__ = ["COMMANDS", "SIGN_IN", "Bucket", "Buckets"]
