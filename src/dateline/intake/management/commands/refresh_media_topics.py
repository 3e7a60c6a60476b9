"""Bring the Media Topics up to IPTC's current release."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dateline.intake import services

IPTC_ADDRESS = "https://cv.iptc.org/newscodes/mediatopic?lang=x-all&format=json"


class Command(BaseCommand):
    """`dateline manage refresh_media_topics [FILE|URL]`."""

    help = "Take over IPTC's current Media Topics; without it the bundled list of 2019 is used."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the list lies."""
        parser.add_argument("place", nargs="?", default=IPTC_ADDRESS, metavar="FILE|URL")

    def handle(self, *args: Any, place: str, **options: Any) -> None:
        """Say which release is used from now on."""
        try:
            topics = services.refresh_media_topics(place=place)
        except (OSError, services.FetchError, services.NoMediaTopics) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The Media Topics of {topics.released} are used from now on.")
