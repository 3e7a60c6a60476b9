"""What a newsroom needs once: its first login and its static files."""

import secrets
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command


@dataclass(frozen=True, slots=True)
class Login:
    """A name and a password, to be shown once and kept nowhere."""

    name: str
    password: str


def first_login() -> Login | None:
    """Make the first editor, once; None when somebody can already sign in."""
    users = get_user_model().objects
    if users.exists():
        return None
    login = Login(name="editor", password=secrets.token_urlsafe(12))
    users.create_superuser(username=login.name, password=login.password)
    return login


def collect_static_once() -> None:
    """Gather style sheets and scripts, unless they were gathered from exactly these files."""
    stamp = Path(settings.STATIC_ROOT) / "gathered-from"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    own = sorted(
        (str(path.relative_to(settings.PACKAGE_DIR)), path.stat().st_mtime_ns)
        for path in settings.PACKAGE_DIR.glob("*/static/**/*")
        if path.is_file()
    )
    return f"{version('dateline')} {version('wagtail')} {own}"
