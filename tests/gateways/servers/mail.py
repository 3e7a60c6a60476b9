"""A mail server (Dovecot) that gives every user a mailbox, over TLS."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "quay-and-crane"
PATIENCE_SECONDS = 15
CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
listen = 127.0.0.1
default_internal_user = {internal_user}
default_login_user = {login_user}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/mail/%u
}}
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


class MailServer:
    """Runs until closed; as root under Dovecot's own users, else under whoever runs the tests."""

    def __init__(self, certificate: Path) -> None:
        program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        assert program, "dovecot is missing: script/setup --debian dovecot-imapd"
        # Not pytest's own folder: that is closed to other users, and its name too long for sockets.
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o755)
        shutil.copy(certificate, self.folder / "server.pem")
        self._certificate = self.folder / "server.pem"
        (self.folder / "mail").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        config = self.folder / "dovecot.conf"
        config.write_text(CONFIG.format(**self._users(), folder=self.folder, port=self.port))
        self._process = subprocess.Popen([program, "-F", "-c", str(config)])
        self._wait()

    def _users(self) -> dict[str, str | int]:
        me = pwd.getpwuid(os.getuid())
        names = {"internal_user": me.pw_name, "login_user": me.pw_name}
        mail = me
        if os.getuid() == 0:
            names = {"internal_user": "dovecot", "login_user": "dovenull"}
            mail = pwd.getpwnam("dovecot")
            os.chown(self.folder / "mail", mail.pw_uid, mail.pw_gid)
        return {
            **names,
            "internal_group": grp.getgrgid(mail.pw_gid).gr_name,
            "mail_user": mail.pw_name,
            "mail_group": grp.getgrgid(mail.pw_gid).gr_name,
            "password": PASSWORD,
        }

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                log = self.folder / "log"
                told = log.read_text() if log.exists() else "no log"
                assert time.monotonic() < deadline, told
                time.sleep(0.02)
            else:
                return

    def client(self, user: str) -> imaplib.IMAP4_SSL:
        """Return a signed-in client of a user."""
        context = ssl.create_default_context(cafile=str(self._certificate))
        client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context)
        client.login(user, PASSWORD)
        return client

    def deliver(self, user: str, message: bytes, mailbox: str = "INBOX") -> None:
        """Put a message into a user's mailbox."""
        with self.client(user) as client:
            client.append(mailbox, None, None, message)

    def close(self) -> None:
        """Stop, and throw the mail away."""
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.folder)
