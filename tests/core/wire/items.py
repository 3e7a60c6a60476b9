"""Items of every shape, for tests that write them and read them back.

They are in the form readers give: single spaces, no space around a text, marks that nest.
"""

import datetime as dt

from hypothesis import strategies as st

from dateline.core.story import (
    Dateline,
    EdNote,
    Item,
    Mark,
    Media,
    Paragraph,
    ParagraphKind,
    PubStatus,
)

# Neither controls nor spaces; an ampersand followed by a semicolon is what some systems write
# for a character, and is read so.
characters = st.characters(
    codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=";\ufffe\uffff"
)
words = st.text(characters, min_size=1, max_size=8)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)
maybe_line = st.none() | lines
LAST_SECOND = 4 * 10**9  # in 2096
aware_times = st.integers(0, LAST_SECOND).map(lambda s: dt.datetime.fromtimestamp(s, dt.UTC))
naive_times = aware_times.map(lambda moment: moment.replace(tzinfo=None))
maybe_time = st.none() | naive_times | aware_times
subjects = st.from_regex(r"(medtop:20|medtop:0|subj:1)[0-9]{6,7}\Z", fullmatch=True).filter(
    lambda code: len(code.partition(":")[2]) == 8
)
HREF = "https://nwa.example/harbour?a=1&b=2"


@st.composite
def marks(draw, text):
    """Marks that nest, at most one of them a link."""
    found, left, right = [], 0, len(text)
    kinds = draw(st.lists(st.sampled_from(["a", "em", "strong"]), max_size=3, unique=True))
    for kind in kinds:
        left = draw(st.integers(left, right - 1))
        right = draw(st.integers(left + 1, right))
        found.append(Mark(left, right, kind, HREF if kind == "a" else None))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind)))


@st.composite
def paragraphs(draw):
    kind = draw(st.sampled_from(ParagraphKind))
    text = draw(lines)
    if kind is ParagraphKind.TABLE:
        row = st.lists(lines, min_size=1, max_size=3).map("\t".join)
        return Paragraph("\n".join(draw(st.lists(row, min_size=1, max_size=3))), kind)
    if kind is ParagraphKind.PREFORMATTED:
        return Paragraph(f"{text}\n  {draw(lines)}", kind)
    if draw(st.booleans()):
        text = f"{text}\n{draw(lines)}"
    return Paragraph(text, kind, draw(marks(text)))


media = st.builds(
    Media,
    href=words.map(lambda word: f"https://nwa.example/pictures/{word}"),
    caption=maybe_line,
    credit=maybe_line,
    alt=maybe_line,
    kind=st.sampled_from(["picture", "video", "audio", "graphic"]),
    uri=st.none() | st.integers(1, 10**9).map("urn:nwa:picture:{}".format),
    copyright_notice=maybe_line,
    usage_terms=maybe_line,
    expires=maybe_time,
)
datelines = st.just(
    Dateline("PORT ANSEL, Nov. 23 (NWA)", "PORT ANSEL", dt.date(2026, 11, 23))
) | st.just(Dateline("Kesterholm", "Kesterholm"))


def unique(strategy, most):
    """Lists without repeats, as tuples."""
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


items = st.builds(
    Item,
    format=st.just("story"),
    headline=maybe_line,
    paragraphs=st.lists(paragraphs(), max_size=4).map(tuple),
    uri=st.integers(1, 10**9).map("urn:nwa:{}".format),
    version=st.none() | st.integers(1, 2**40).map(str),
    type=st.sampled_from(["text", "picture", "video", "audio", "graphic", "composite"]),
    pubstatus=st.sampled_from([PubStatus.USABLE, PubStatus.WITHHELD]),
    subheadline=maybe_line,
    byline=st.none() | words.map("Halvard {}".format),  # copy that opens with its byline loses it
    creditline=maybe_line,
    dateline=st.none() | datelines,
    language=st.sampled_from([None, "en", "nb-NO"]),
    slugline=maybe_line,
    urgency=st.none() | st.integers(1, 9),
    signals=unique(st.sampled_from(["sig:update", "sig:correction", "sig:cwarn"]), 2),
    subjects=unique(subjects, 3),
    keywords=unique(lines, 3),
    places=unique(lines, 3),
    versioncreated=maybe_time,
    firstcreated=maybe_time,
    embargoed=maybe_time | st.just("indefinite"),
    expires=maybe_time,
    provider=maybe_line,
    ednotes=st.lists(st.builds(EdNote, text=lines, public=st.booleans()), max_size=3).map(tuple),
    usageterms=maybe_line,
    copyrightholder=maybe_line,
    copyrightnotice=maybe_line,
    take_key=maybe_line,
    abstract=maybe_line,
    media=st.lists(media, max_size=2, unique_by=lambda m: m.href).map(tuple),
)
