"""What intake announces to the apps above it. Each is sent once the rows are really stored."""

from django.dispatch import Signal

# A delivery was stored and waits to be read. Given: `record`, a WireRecord.
record_received = Signal()

# Deliveries that came earlier wait to be read again. Given: nothing; the rows say which.
records_wait = Signal()

# An item was placed and asks for something to be done. Given: `wire_item`, a WireItem.
item_placed = Signal()
