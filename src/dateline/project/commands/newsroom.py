"""The commands that need a newsroom: ingest, serve, demo, manage."""

import argparse
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line


def run(arguments: argparse.Namespace) -> int:
    """Run one of the newsroom's commands and return its exit code."""
    if arguments.command == "manage":
        execute_from_command_line(["dateline manage", *arguments.arguments])
        return 0
    django.setup()
    if arguments.command == "serve":
        return _serve(arguments)
    if arguments.command == "demo":
        return _demo()
    return _ingest(arguments)


def prepare() -> None:
    """Bring the database and the static files up to this version, and say the first login once."""
    from dateline.project.first_start import collect_static_once, first_login

    call_command("migrate", interactive=False, verbosity=0)
    collect_static_once()
    if login := first_login():
        print(
            f"\n  Desk:  {settings.BASE_URL}/admin/\n"
            f"  Login: {login.name}   Password: {login.password}\n"
            "  This is shown once. Change it at the desk, under your name.\n"
        )


def _serve(arguments: argparse.Namespace) -> int:
    from dateline.project import serving

    prepare()
    return serving.serve(host=arguments.host, port=arguments.port)


def _demo() -> int:
    from dateline.pages import clock
    from dateline.project.demo import content

    prepare()
    report = content.load(now=clock.now(), base_url=settings.BASE_URL)
    print(
        f"The demo newsroom has {report.stories} stories and {report.comments} comments of the "
        "fictional Northern Wire Agency."
    )
    return 0


def _ingest(arguments: argparse.Namespace) -> int:
    from dateline.project.commands import ingesting
    from dateline.project.commands.exits import AskedWrongly

    if not arguments.inputs and not arguments.watch:
        raise AskedWrongly("expected a PATH, a URL or --watch FOLDER")
    source = ingesting.source_named(arguments.source)
    code = ingesting.ingest_all(arguments.inputs, source=source)
    if arguments.watch:
        folder = Path(arguments.watch)
        if not folder.is_dir():
            raise AskedWrongly(f"--watch is {arguments.watch!r}, expected a folder")
        ingesting.watch(folder, source=source)
    return code
