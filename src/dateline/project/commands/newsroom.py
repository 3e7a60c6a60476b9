"""The commands that need a newsroom: found, ingest, serve, demo, manage."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command, execute_from_command_line
from django.db import connection
from django.utils.text import slugify

from dateline.project.commands.exits import DONE, AskedWrongly

# Until somebody gives it another.
FIRST_NAME = "Newsroom"


def run(arguments: argparse.Namespace) -> int:
    """Run one of the newsroom's commands and return its exit code."""
    if arguments.command == "manage":
        execute_from_command_line(["dateline manage", *arguments.arguments])
        return 0
    django.setup()
    if arguments.command == "found":
        return _found(arguments)
    if arguments.command == "serve":
        return _serve(arguments)
    if arguments.command == "demo":
        return _demo()
    return _ingest(arguments)


def prepare() -> None:
    """Bring the database and the static files up to this version, and say the first login once."""
    from dateline.project.first_start import collect_static_once, first_login

    if not connection.introspection.table_names():
        print("Setting up the database: this takes about half a minute, once.", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static_once()
    if login := first_login():
        print(
            f"\n  Desk:  {settings.BASE_URL}/admin/\n"
            f"  Login: {login.name}   Password: {login.password}\n"
            "  This is shown once. Change it at the desk, under your name.\n"
        )


def _found(arguments: argparse.Namespace) -> int:
    from dateline.pages import services

    sections = _sections(arguments.section)
    prepare()
    site = services.founded_site()
    try:
        if site is None:
            sections = sections or services.FIRST_SECTIONS
            site = services.found_newsroom(
                name=arguments.name, sections=sections, base_url=settings.BASE_URL
            )
        else:
            services.rename_newsroom(site=site, name=arguments.name)
            services.add_sections(front=site.root_page, sections=sections)
    except ValidationError as error:
        raise AskedWrongly(f"--section: {' '.join(error.messages)}") from error
    titles = site.root_page.get_children().in_menu().values_list("title", flat=True)
    print(f"{site.site_name} has the sections {', '.join(titles)}.")
    return DONE


def _sections(named: Sequence[str]) -> dict[str, str]:
    """Return titles by their slugs, from NAME or NAME=SLUG."""
    sections = {}
    for words in named:
        title, _, slug = words.partition("=")
        slug = slug or slugify(title)
        if not slug:
            raise AskedWrongly(
                f"--section is {words!r}, expected its address too, such as {f'{words}=world'!r}"
            )
        sections[slug] = title
    return sections


def _found_at_need() -> None:
    """Found a newsroom with a name of no account where there is none yet, and say so."""
    from dateline.pages import services

    if services.founded_site():
        return
    sections = services.FIRST_SECTIONS
    services.found_newsroom(name=FIRST_NAME, sections=sections, base_url=settings.BASE_URL)
    print(
        f"There was no newsroom in {settings.DATA_DIR}: founded “{FIRST_NAME}” with the sections "
        f"{', '.join(sections.values())}.\n"
        "Give it its own name with: dateline found NAME --section SECTION\n"
    )


def _serve(arguments: argparse.Namespace) -> int:
    from dateline.project import serving

    prepare()
    _found_at_need()
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
    from dateline.pages import services
    from dateline.project.commands import ingesting

    if not arguments.inputs and not arguments.watch:
        raise AskedWrongly("expected a PATH, a URL or --watch FOLDER")
    if services.founded_site() is None:
        prepare()
    _found_at_need()
    source = ingesting.source_named(arguments.source)
    code = ingesting.ingest_all(arguments.inputs, source=source)
    if arguments.watch:
        folder = Path(arguments.watch)
        if not folder.is_dir():
            raise AskedWrongly(f"--watch is {arguments.watch!r}, expected a folder")
        ingesting.watch(folder, source=source)
    return code
