"""What a newsroom sets from outside: every `DATELINE_…` variable, its default and what it does.

docs/reference/settings.md is written from this table. A variable that is not in it cannot be read.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable, without its prefix."""

    name: str
    default: str
    meaning: str


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable(
            "DATA_DIR",
            "var",
            "Folder of the database, the queue, the agencies' bytes, media and generated secrets. "
            "A path that does not begin with `/` is taken from the folder in which a command is "
            "started: set a full path in production.",
        ),
        Variable(
            "RUN_DIR",
            "",
            "Folder for what must not be in a backup: the day's salt of the reader counter. "
            "Empty: `run` in the data folder.",
        ),
        Variable(
            "BASE_URL",
            "http://127.0.0.1:8000",
            "The public address. https turns on HSTS for a year, for this host alone, and sends "
            "who comes by http there.",
        ),
        Variable(
            "ALLOWED_HOSTS",
            "localhost,127.0.0.1,[::1]",
            "Host names the newsroom answers to, comma-separated.",
        ),
        Variable(
            "SECRET_KEY",
            "",
            "Signs sessions and comment forms. Empty: made at the first start, in the data folder.",
        ),
        Variable(
            "PRIVACY_KEY",
            "",
            "Encrypts readers' e-mail addresses and sources' secrets, and keys hashes. Empty: made "
            "at the first start. Lost, the addresses are lost, and secrets must be set again.",
        ),
        Variable(
            "DATABASE_URL",
            "",
            "Such as `postgresql://user@host/name`. Empty: SQLite in the data folder.",
        ),
        Variable(
            "CACHE_URL",
            "",
            "Valkey or Redis for what several web processes share, such as "
            "`redis://host:6379/0`. Empty: in the process.",
        ),
        Variable(
            "PAGE_CACHE_MB",
            "",
            "Memory in MB in which each web process keeps finished pages; `0` keeps none. "
            "Empty: 32 on SQLite, and none on PostgreSQL: set it there only where everything that "
            "changes the newsroom runs on one machine, with one data folder.",
        ),
        Variable(
            "QUEUE_URL",
            "",
            "Valkey or Redis for background work. Empty: a SQLite file in the data folder.",
        ),
        Variable(
            "TRUSTED_PROXIES",
            "",
            "Networks, such as `10.0.0.0/8`, whose forwarded addresses are believed.",
        ),
        Variable(
            "FETCH_ALLOWED_HOSTS",
            "",
            "Host names or networks that may be fetched from although they are private.",
        ),
        Variable(
            "TRUSTED_CERTIFICATES",
            "",
            "File of certificates (PEM) of further authorities that servers fetched from may show, "
            "such as an agency’s own. Empty: the well-known ones and the system’s.",
        ),
        Variable(
            "WATCH_FOLDERS",
            "",
            "Folders, comma-separated, that `file:` addresses of sources may lie in. Empty: none.",
        ),
        Variable(
            "SOURCE_SECRETS",
            "{}",
            "Passwords, keys and tokens of sources by slug, as JSON, before those set at the desk: "
            '`{"nwa": "…"}`.',
        ),
        Variable(
            "WIRE_MAX_BYTES",
            "33554432",
            "Larger deliveries are not read: by hand they are kept, by any other way refused.",
        ),
        Variable("PICTURE_MAX_BYTES", "20971520", "Larger picture files are refused."),
        Variable(
            "PICTURE_MAX_PIXELS",
            "60000000",
            "Pictures that would unpack to more pixels (width times height) are refused.",
        ),
        Variable(
            "BLOCKED_CRAWLERS",
            "GPTBot,ClaudeBot,Google-Extended,Applebot-Extended,CCBot,PerplexityBot,Bytespider,"
            "meta-externalagent",
            "User agents that robots.txt turns away, comma-separated.",
        ),
        Variable(
            "SCORER_KEYS",
            "",
            "File of the analyzer’s API keys, made by `dateline scorer key`. Empty: the analyzer "
            "answers only on this machine’s own address.",
        ),
        Variable(
            "SCORER_FEEDBACK",
            "",
            "SQLite file of suggested scores. Empty: `feedback.sqlite3` in the data folder.",
        ),
        Variable("SCORER_FEEDBACK_DAYS", "180", "How long a suggested score is kept."),
        Variable(
            "SCORER_STRICT_LANGUAGES",
            "",
            "`yes` refuses requests that name only languages without heads, as Perspective did. "
            "Empty: they are scored all the same, because most clients publish what they got an "
            "error for.",
        ),
        Variable(
            "SCORER_CORAL_SECRETS",
            "",
            "Signing secrets of Coral’s external moderation phase, comma-separated. Empty: off.",
        ),
        Variable(
            "AKISMET_KEY",
            "",
            "Key of Akismet. With it, the words of comments are sent there to be checked for spam. "
            "Empty: nothing is sent.",
        ),
        Variable(
            "AKISMET_URL",
            "https://rest.akismet.com/1.1",
            "Address below which Akismet, or a service that speaks its protocol, answers.",
        ),
        Variable(
            "MODEL_URL",
            "",
            "Address below which an OpenAI-compatible endpoint answers `/chat/completions`, such "
            "as `https://api.example.org/v1`. Empty: no language model is asked anything.",
        ),
        Variable("MODEL_NAME", "", "Which of the endpoint's models is asked."),
        Variable("MODEL_KEY", "", "The endpoint's key, sent as a bearer token. Empty: none."),
        Variable(
            "MODEL_WRITES",
            "yes",
            "`yes` asks the model for candidate lines of each new text. Empty: it writes nothing.",
        ),
        Variable(
            "MODEL_READS",
            "",
            "Whose lines the model reads as the second reader, comma-separated: `extracted`, "
            "`model`, `human`. Empty: there is no second reader.",
        ),
        Variable("MODEL_TIMEOUT_SECONDS", "60", "How long one answer of the model may take."),
        Variable(
            "MODEL_TOKENS_A_DAY",
            "500000",
            "Budget of a day (UTC) in tokens, sent and received. No request is made that could "
            "exceed it.",
        ),
        Variable(
            "MODEL_PRICES",
            "0,0",
            "What a million tokens cost, sent and received, such as `0.15,0.60`, in the currency "
            "of your contract.",
        ),
        Variable(
            "MODEL_COST_A_DAY",
            "",
            "Budget of a day in that currency, such as `5`. Empty: the tokens alone are counted.",
        ),
        Variable(
            "MAIL_HOST",
            "",
            "SMTP server that mails to readers are handed to. Empty: they wait, and the desk "
            "says so.",
        ),
        Variable("MAIL_PORT", "587", "Its port."),
        Variable("MAIL_USER", "", "User name at that server. Empty: none is given."),
        Variable("MAIL_PASSWORD", "", "The password that goes with it."),
        Variable(
            "MAIL_TLS",
            "starttls",
            "`starttls`, `tls` (from the first byte, port 465) or `none`.",
        ),
        Variable(
            "MAIL_FROM",
            "",
            "Address that mails to readers come from. Empty: `noreply@` the host of the public "
            "address.",
        ),
        Variable("TIME_ZONE", "UTC", "The newsroom's time zone, such as `Asia/Kolkata`."),
        Variable("LOG_LEVEL", "INFO", "How much the newsroom's own logger says."),
        Variable(
            "TRACEBACK",
            "",
            "Any value shows where in the code a fault of Dateline's own came from. Empty: one "
            "line says what it was.",
        ),
    )
}


def env(name: str) -> str:
    """Return the environment's `DATELINE_<name>`, or its documented default."""
    return os.environ.get(f"DATELINE_{name}", VARIABLES[name].default).strip()


def env_list(name: str) -> list[str]:
    """Return the comma-separated parts of `DATELINE_<name>`."""
    return [part.strip() for part in env(name).split(",") if part.strip()]
