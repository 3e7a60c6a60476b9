"""`manage.py correct_scorer`: learn from what moderators decided, and show what it would change."""

from django.core.management.base import BaseCommand, CommandError

from dateline.core.scoring.correcting import TooFew
from dateline.discussion import services
from dateline.discussion.models import ModerationSettings
from dateline.pages import clock


class Command(BaseCommand):
    help = "Learn a correction of the scorer from moderators' decisions; nothing is switched on."

    def handle(self, *args: object, **options: object) -> None:
        """Learn, measure and print the table."""
        rules = ModerationSettings.of_newsroom()
        try:
            made = services.learn_correction(rules=rules, now=clock.now())
        except TooFew as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{made}\nscore      weights    cut  precision  recall  agreement  count")
        for name, effect in made.effects():
            for weights, tally in (("shipped", effect.before), ("corrected", effect.after)):
                self.stdout.write(
                    f"{name:<10} {weights:<9} {effect.cut:.2f} {tally.precision:>10.2f}"
                    f" {tally.recall:>7.2f} {tally.agreement:>10.2f} {tally.count:>6}"
                )
        self.stdout.write("Choose it under Settings > Moderation to have it count.")
