"""The components of a NewsML 1 item: which one holds the story, and what stands beside it.

A NewsItem nests components freely. The story is the component with its own news lines that is
nearest around the first copy; what the components around it say holds for it as well.
Source: IPTC NewsML 1.2, section 5.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dateline.core.story import Media, Paragraph
from dateline.core.wire.attachments import media_kind, with_a_place
from dateline.core.wire.elements import child, children, descendants, parts_of, text_in, words_in
from dateline.core.wire.inline import Body, looks_like_html, read_markup, read_text
from dateline.core.wire.safe_xml import Element, local_name

TITLE_ROLES = {"title", "headline", "head", "subtitle", "subheadline"}
ABSTRACT_ROLES = {"abstract", "summary"}
CAPTION_ROLES = {"caption"}
PRIVATE_ROLES = {"contact", "contacts", "editorsnote", "ednote", "advisory"}
NO_COPY_ROLES = (
    {"stylesheet", "logo", "keywords", "metadata", "thumbnail"}
    | TITLE_ROLES | ABSTRACT_ROLES | CAPTION_ROLES | PRIVATE_ROLES
)  # fmt: skip
FORMALLY = "FormalName"


class Content(NamedTuple):
    """One content item, and where it stands.

    components  those around it, innermost first
    owner       the innermost of them with news lines of its own, or else the outermost
    role        that of the innermost, in lower case
    """

    element: Element
    components: tuple[Element, ...]
    owner: Element
    role: str


class Story(NamedTuple):
    """The component with the copy and those around it, innermost first; and all content."""

    components: tuple[Element, ...]
    contents: tuple[Content, ...]

    def words(self, group: str, *names: str) -> str | None:
        """Return the words of the first of these parts in a group, such as NewsLines/HeadLine."""
        return next((w for part in self.all(group, *names) if (w := words_in(part))), None)

    def all(self, group: str, *names: str) -> Iterator[Element]:
        """Give the parts of these names in the groups of a name, the story's own first.

        A group's name may be cut short: TASS writes "DescriptiveMetada".
        """
        for component in self.components:
            for part in component:
                if isinstance(part.tag, str) and _is_named(part, group):
                    for name in names:
                        yield from children(part, name)

    def texts(self, roles: set[str]) -> str | None:
        """Return what the story's contents in these roles say, or None."""
        words = [
            found
            for content in self.contents
            if content.role in roles and self.holds(content) and (found := _data_words(content))
        ]
        return "\n".join(words) or None

    def holds(self, content: Content) -> bool:
        """Return whether a content item belongs to the story rather than stands beside it."""
        return bool(self.components) and content.owner is self.components[0]


def _is_named(part: Element, group: str) -> bool:
    name = local_name(part)
    return name == group or (len(name) > len(group) - 3 and group.startswith(name))


def story_of(item: Element) -> Story:
    """Return the story of a NewsItem: around its main copy, or around its first content."""
    contents = tuple(_contents(item, (), None))
    with_copy = [c for c in contents if c.role not in NO_COPY_ROLES and _has_text(c)]
    main = next((c for c in with_copy if c.role == "main"), None) or next(iter(with_copy), None)
    first = main or next((c for c in contents if _has_text(c)), None)
    if first is None:
        components = _components_with_lines(item)
        return Story(components, contents)
    return Story(first.components[first.components.index(first.owner) :], contents)


def body_of(
    story: Story, *, headline: str | None, byline: str | None
) -> tuple[Body, Element | None]:
    """Return the story's copy, and the first markup in it: its head may say more."""
    paragraphs: list[Paragraph] = []
    media: list[Media] = []
    private: list[str] = []
    markup = None
    own = [c for c in story.contents if story.holds(c) and _has_text(c)]
    # A flash may have nothing but its title.
    for content in [c for c in own if c.role not in NO_COPY_ROLES] or [
        c for c in own if c.role in TITLE_ROLES
    ]:
        body, root = _read_content(content.element, headline, byline)
        markup = root if markup is None else markup
        paragraphs += body.paragraphs
        media += body.media
        private += [body.private] if body.private else []
    return Body(tuple(paragraphs), tuple(media), "\n".join(private) or None), markup


def media_of(story: Story) -> tuple[Media, ...]:
    """Return the content items that lie elsewhere, with what their own component says of them."""
    found: dict[str, Media] = {}
    said: dict[Element, Media] = {}
    captions = {
        content.owner: words
        for content in reversed(story.contents)
        if content.role in CAPTION_ROLES and (words := _data_words(content))
    }
    for content in story.contents:
        href = (content.element.get("Href") or "").strip()
        kind = _kind(content, href) if href else None
        if kind is None:
            continue
        owner = content.owner
        if owner not in said:
            beside = Story((owner,), ())
            said[owner] = Media(
                href,
                caption=captions.get(owner) or beside.words("NewsLines", "HeadLine"),
                credit=beside.words("NewsLines", "ByLine", "CreditLine"),
                copyright_notice=beside.words("NewsLines", "CopyrightLine"),
            )
        found[href] = replace(said[owner], href=href, kind=kind)
    return with_a_place(found.values())


def package_of(item: Element) -> tuple[Media, ...]:
    """Return the items that an item refers to instead of having content of its own."""
    named = (reference.get("NewsItem") for reference in descendants(item, "NewsItemRef"))
    return tuple(Media(uri, kind="other", uri=uri) for uri in dict.fromkeys(named) if uri)


def _contents(
    element: Element, around: tuple[Element, ...], owner: Element | None
) -> Iterator[Content]:
    for component in children(element, "NewsComponent"):
        parts = parts_of(component)
        roles = (role.get(FORMALLY) or "" for role in parts["Role"])
        name = next((role.lower() for role in roles if role), "")
        components = (component, *around)
        # BusinessWire's logos have news lines, with an address for a click and no headline.
        has_lines = any(local_name(e) != "NewsLine" for part in parts["NewsLines"] for e in part)
        own = component if has_lines or owner is None else owner
        for content in parts["ContentItem"]:
            yield Content(content, components, own, name)
        yield from _contents(component, components, own)


def _components_with_lines(item: Element) -> tuple[Element, ...]:
    """Return the first component with news lines and those around it, where nothing has words."""
    for component in descendants(item, "NewsComponent"):
        if child(component, "NewsLines") is not None:
            around = (a for a in component.iterancestors() if local_name(a) == "NewsComponent")
            return (component, *around)
    return tuple(children(item, "NewsComponent")[:1])


def _has_text(content: Content) -> bool:
    data = child(content.element, "DataContent")
    return data is not None and bool(text_in(data).strip())


def _data_words(content: Content) -> str | None:
    return words_in(child(content.element, "DataContent"))


def _read_content(
    content: Element, headline: str | None, byline: str | None
) -> tuple[Body, Element | None]:
    data = child(content, "DataContent")
    if data is None:
        return Body(), None
    root = next((e for e in data if isinstance(e.tag, str)), None)
    if root is not None:
        # Loose paragraphs need no element around them.
        whole = root if len([e for e in data if isinstance(e.tag, str)]) == 1 else data
        return read_markup(whole, headline=headline, byline=byline), whole
    text = text_in(data)
    parts = parts_of(content)
    hints = [part.get(FORMALLY) or "" for name in ("Format", "MimeType") for part in parts[name]]
    is_html = looks_like_html(text) or any("html" in hint.lower() for hint in hints)
    return read_text(text, is_html=is_html, byline=byline), None


def _kind(content: Content, href: str) -> str | None:
    """Return what kind of media a content item is, or None for a style sheet and the like."""
    parts = parts_of(content.element)
    hints = [
        part.get(FORMALLY) for name in ("MediaType", "MimeType", "Format") for part in parts[name]
    ]
    if content.role == "stylesheet" or any("css" in (hint or "").lower() for hint in hints):
        return None
    return media_kind(*hints, href)
