"""What moderators see of the mails to readers on the desk's first page: only if any is stuck."""

from typing import Any

from wagtail.admin.ui.components import Component

from dateline.discussion import selectors, services


class OutboxPanel(Component):
    """How many mails wait for a mail server to be named, and how many were given up."""

    name = "outbox"
    template_name = "discussion/outbox_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the two counts; mails that merely have their turn to come are not counted."""
        waiting = 0 if services.is_mail_server_set() else selectors.unsent_count()
        return {"waiting": waiting, "given_up": selectors.given_up_count()}
