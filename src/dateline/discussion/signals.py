"""What the discussion announces, once the rows are really stored."""

from django.dispatch import Signal

# A comment was taken in and waits for the phases. Given: `comment`, a Comment.
comment_received = Signal()
# A mail lies in the outbox. Given: `mail`, a Mail.
mail_made = Signal()
