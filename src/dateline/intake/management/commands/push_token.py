"""Make a token that an agency sends deliveries with, or revoke a source's."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dateline.intake import services
from dateline.intake.models import Source


class Command(BaseCommand):
    """`dateline manage push_token nwa`."""

    help = "Make a token for sending to a source by HTTP; it is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the source's slug."""
        parser.add_argument("source", metavar="SOURCE", help="a source's slug, such as nwa")
        parser.add_argument("--revoke-all", action="store_true", help="revoke all, make none")

    def handle(self, *args: Any, source: str, revoke_all: bool, **options: Any) -> None:
        """Print the token alone, so that a script can take it."""
        try:
            row = Source.objects.get(slug=source)
        except Source.DoesNotExist:
            known = ", ".join(Source.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"SOURCE is {source!r}, expected one of: {known}") from None
        if not revoke_all:
            token = services.make_push_token(source=row, by=None, now=timezone.now())
            self.stdout.write(token)
            return
        tokens = row.push_tokens.filter(revoked_at=None)
        for token_row in tokens:
            services.revoke_push_token(token=token_row, now=timezone.now())
        self.stdout.write(f"{len(tokens)} revoked.")
