"""The `dateline` program. Django is loaded only by the commands that need a newsroom.

Exit codes: 0 done (also when a line is unsupported), 1 asked wrongly, 2 an input could not be
read, 70 a fault of Dateline's own.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from dateline.project.commands.exits import ASKED_WRONGLY, DONE, OUR_FAULT, AskedWrongly
from dateline.project.environment import env

WIRE_FORMATS = ("ninjs3", "newsml-g2", "nitf")
LINE_KINDS = ("headline", "summary", "key_point", "pull_quote")


class Parser(argparse.ArgumentParser):
    """An argument parser that leaves with 1, because 2 says that an input could not be read."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and leave with 1."""
        self.print_usage(sys.stderr)
        self.exit(ASKED_WRONGLY, f"{self.prog}: {message}\n")


def build_parser() -> Parser:
    """Return the parser of every command; docs/reference/commands.md is written from it."""
    parser = Parser(
        prog="dateline",
        description="A newsroom in one program: agency copy in, story pages out, "
        "every machine-written line traced to the sentences that support it.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_pure_commands(commands)
    _add_scoring_commands(commands)
    _add_newsroom_commands(commands)
    return parser


def _add_pure_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    read = commands.add_parser("read", help="show what wire files say, one JSON object an item")
    read.add_argument("files", nargs="+", metavar="FILE", help="a wire file, or - for stdin")
    read.add_argument(
        "--to", choices=WIRE_FORMATS, help="write that wire format instead; refusals go to stderr"
    )

    for name, text in (
        ("ground", "show sentences, quotes with speakers, figures, dates and names of a story"),
        ("check", "say whether lines can be traced to a story, and if not, why"),
        ("brief", "draw a summary, key points, a pull-quote and tags, each with its evidence"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument(
            "story", nargs="?", metavar="STORY", help="a wire file or plain text, or - for stdin"
        )
        command.add_argument(
            "--jsonl", action="store_true", help="read {“id”, “story”, …} rows from stdin"
        )
        if name == "check":
            command.add_argument("--line", metavar="TEXT", help="the line to check")
            command.add_argument("--kind", choices=LINE_KINDS, default="key_point")
            command.add_argument(
                "--speaker", metavar="NAME", help="who is named under a pull-quote"
            )
            command.add_argument(
                "--lines",
                metavar="FILE",
                help="JSON rows of id, kind, line, speaker, or - for stdin",
            )
            command.add_argument(
                "--passes-from",
                type=float,
                default=1.0,
                metavar="SUPPORT",
                help="let lines stand from this support on, such as 0.70; 1.0: only proved ones",
            )
        if name == "brief":
            command.add_argument("--key-points", type=int, default=3, metavar="N")
            command.add_argument(
                "--model",
                action="store_true",
                help="ask the endpoint of DATELINE_MODEL_URL for lines; what passes the check "
                "stands before the derived ones",
            )


def _add_scoring_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    score = commands.add_parser("score", help="score readers' comments, with reasons")
    score.add_argument(
        "--attributes", metavar="NAMES", help="only these, with commas: TOXICITY,INSULT"
    )
    score.add_argument(
        "--jsonl",
        action="store_true",
        help="read {“text”, “id”, “story”} rows from stdin instead of a comment a line",
    )
    score.add_argument(
        "--campaigns",
        action="store_true",
        help="show which of the comments say the same; rows may have “account”, “sent_at”, "
        "“story”, “address_mark”, “agent_mark”, “mail_domain”",
    )

    scorer = commands.add_parser("scorer", help="rebuild or judge the comment scorer")
    acts = scorer.add_subparsers(dest="act", required=True, metavar="ACT")
    train = acts.add_parser("train", help="rebuild the shipped weights from labelled sets")
    train.add_argument("--data", required=True, metavar="DIR", help="the folder of the sets")
    train.add_argument("--into", metavar="DIR", help="write there instead of into the package")
    evaluate = acts.add_parser("evaluate", help="judge the shipped weights on labelled comments")
    evaluate.add_argument("--data", required=True, metavar="PATH", help="CSV, TSV or JSONL")
    evaluate.add_argument("--text", metavar="COLUMN", help="the column of the comments")
    evaluate.add_argument("--label", metavar="COLUMN", help="the column of the labels")
    evaluate.add_argument("--attribute", metavar="NAME", help="what the label is about")
    evaluate.add_argument("--json", action="store_true", help="one JSON object a label column")
    evaluate.add_argument("--card", metavar="DIR", help="write a model card with pictures there")
    card = acts.add_parser("card", help="judge every head on sets it was fitted without")
    card.add_argument("--data", required=True, metavar="DIR", help="the folder of the sets")
    card.add_argument("--into", required=True, metavar="DIR", help="a folder for each language")
    report = acts.add_parser("report", help="show how scores agree with moderators' decisions")
    report.add_argument(
        "--data",
        required=True,
        metavar="FILE",
        help="JSONL of “text”, “decision”, “decided_at”, or the analyzer's file of suggestions",
    )
    report.add_argument("--attribute", metavar="NAME", default="TOXICITY")
    _add_analyzer_commands(acts)


def _add_analyzer_commands(acts: "argparse._SubParsersAction[Parser]") -> None:
    serve = acts.add_parser("serve", help="answer at Perspective's contract, without a newsroom")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8001)
    serve.add_argument("--base-url", metavar="URL", help="the address clients use, if another")
    key = acts.add_parser("key", help="make an API key, shown once, in the file of keys")
    key.add_argument("name", metavar="NAME", help="whose key it is, such as coral")
    key.add_argument("--per-minute", type=int, metavar="N", help="its quota; none by default")
    revoke = acts.add_parser("revoke", help="end an API key; running servers see it at once")
    revoke.add_argument("name", metavar="NAME", help="whose key it is")


def _add_newsroom_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    found = commands.add_parser(
        "found", help="give the newsroom its name and sections, now or later; nothing is taken away"
    )
    found.add_argument("name", metavar="NAME", help="what the newsroom is called")
    found.add_argument(
        "--section",
        action="append",
        default=[],
        metavar="NAME[=SLUG]",
        help="a section, and its address where the name does not give one; may be repeated",
    )

    ingest = commands.add_parser("ingest", help="take wire files into the newsroom")
    ingest.add_argument("inputs", nargs="*", metavar="PATH|URL", help="files, folders or addresses")
    ingest.add_argument("--watch", metavar="FOLDER", help="take what lies there, and go on")
    ingest.add_argument("--source", metavar="SLUG", help="the wire it came by, such as nwa")

    serve = commands.add_parser("serve", help="run the newsroom: web, worker and scheduler")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)

    commands.add_parser("demo", help="fill the newsroom with a fictional agency's stories")

    manage = commands.add_parser("manage", help="Django's own commands", add_help=False)
    manage.add_argument("arguments", nargs=argparse.REMAINDER)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = build_parser().parse_args(argv)
    try:
        if arguments.command in ("read", "ground", "check", "brief"):
            from dateline.project.commands import pure

            return pure.run(arguments)
        if arguments.command == "score":
            from dateline.project.commands import scoring

            return scoring.run(arguments)
        if arguments.command == "scorer" and arguments.act in ("serve", "key", "revoke"):
            from dateline.project.commands import analyzer

            return analyzer.run(arguments)
        if arguments.command == "scorer":
            from dateline.project.commands import scorer

            return scorer.run(arguments)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.project.settings")
        from dateline.project.commands import newsroom

        return newsroom.run(arguments)
    except AskedWrongly as error:
        print(f"dateline {arguments.command}: {error}", file=sys.stderr)
        return ASKED_WRONGLY
    except BrokenPipeError:
        # The reader of our output has left, as `head` does; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if env("TRACEBACK"):
            raise
        if isinstance(error, ModuleNotFoundError) and not _is_ours(error.name):
            print(_missing_library(arguments.command, error.name), file=sys.stderr)
            return ASKED_WRONGLY
        print(
            f"dateline {arguments.command}: a fault of Dateline's own: "
            f"{type(error).__name__}: {error}. Nothing further was done. "
            "Set DATELINE_TRACEBACK=1 to see where.",
            file=sys.stderr,
        )
        return OUR_FAULT


def _is_ours(module: str | None) -> bool:
    return module is None or module.split(".")[0] == "dateline"


def _missing_library(command: str, module: str | None) -> str:
    """Return what to install: `pip install .` alone brings what the pure commands need."""
    return (
        f"dateline {command}: the Python library {module!r} is not installed. Expected Dateline "
        "with its extra “newsroom”; in a checkout: pip install '.[newsroom]'. Nothing was done."
    )


if __name__ == "__main__":
    sys.exit(main())
