"""Takes a delivery in and works it off, and kills itself with SIGKILL at one step.

usage: python -m tests.worker.dying DELIVERY [before|after MODULE:FUNCTION]

Without a step it works on until it is stopped, as the worker of `dateline serve` does.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def die(*_: Any) -> None:
    """End this process as a power cut would: nothing is flushed, closed or rolled back."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(when: str, step: str) -> None:
    """Put `die` before or after a function of ours."""
    module_name, _, name = step.partition(":")
    module = importlib.import_module(module_name)
    sound: Callable[..., Any] = getattr(module, name)

    def dying(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = sound(*args, **kwargs)
        die()
        return result

    setattr(module, name, dying)


def main(delivery: str, *step: str) -> None:
    """Receive the delivery, then work as the worker does."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from dateline.intake.models import Source
    from dateline.intake.services import receive

    if step:
        die_at(*step)
    source, _ = Source.objects.get_or_create(
        slug="nwa", defaults={"name": "Northern Wire Agency", "policy": Source.Policy.PUBLISH}
    )
    receive(source=source, raw=Path(delivery), origin="quay.json", now=timezone.now())
    call_command("run_huey")


if __name__ == "__main__":
    main(*sys.argv[1:])
