"""A real SMTP server for tests, and one that can be told to refuse."""

from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Postbox:
    """Keeps what is sent to it; answers `refusal` instead while that is set."""

    def __init__(self):
        self.mails = []
        self.recipients = []
        self.refusal = ""
        self.no_address = ""

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.no_address:
            return self.no_address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refusal:
            return self.refusal
        self.recipients.append(envelope.rcpt_tos)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


class _OnAFreePort(Controller):
    def _trigger_server(self):
        """Learn the port that was free before the first connection to it."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """Starts and stops the server on a free port."""

    def __init__(self):
        self.postbox = Postbox()
        self._controller = _OnAFreePort(self.postbox, hostname="127.0.0.1", port=0)

    def __enter__(self):
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_):
        self._controller.stop()
