"""What intake announces to the apps above it. Each is sent once the rows are really stored."""

from django.dispatch import Signal

# A delivery was stored and waits to be read. Given: `record`, a WireRecord.
record_received = Signal()

# Deliveries that came earlier wait to be read again. Given: nothing; the rows say which.
records_wait = Signal()

# Items were placed and ask for something to be done. Given: `wire_items`, a list of WireItem.
items_placed = Signal()

# An item names a picture whose bytes are to be taken in. Given: `wire_picture`, a WirePicture.
picture_named = Signal()

# A picture was kept and belongs beside the stories that name it. Given: `wire_picture`.
picture_kept = Signal()
