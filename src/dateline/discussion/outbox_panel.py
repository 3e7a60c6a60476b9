"""What moderators see of the mails to readers on the desk's first page: only if any is stuck."""

from typing import Any

from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from dateline.discussion import selectors, services

# Why a mail was given up, by the word its row keeps (docs/howto/readers-mail.md).
FAULTS = {
    "address-refused": gettext_lazy("the address does not exist, or takes no mail"),
    "server-refused": gettext_lazy("the mail server refused it"),
    "server-unreachable": gettext_lazy("the mail server could not be reached"),
    "address-unreadable": gettext_lazy("the address cannot be read: DATELINE_PRIVACY_KEY changed"),
    "address-unsendable": gettext_lazy("no mail can be sent to the address as it is written"),
}


class OutboxPanel(Component):
    """How many mails wait for a mail server to be named, and how many were given up, and why."""

    name = "outbox"
    template_name = "discussion/outbox_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the counts; mails that merely have their turn to come are not counted."""
        faults = selectors.given_up_by_fault()
        return {
            "waiting": 0 if services.is_mail_server_set() else selectors.unsent_count(),
            "given_up": faults.total(),
            "faults": [(FAULTS.get(fault, fault), n) for fault, n in faults.most_common()],
            "csrf": get_token(parent_context["request"]),
        }
