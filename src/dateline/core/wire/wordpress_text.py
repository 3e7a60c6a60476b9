"""The text of a WordPress post as HTML: shortcodes out, paragraphs where blank lines stand.

WordPress stores what its older editor was given, in which a blank line makes a paragraph, and adds
the tags when a page is shown. The block editor stores HTML with comments around each block.
Source: developer.wordpress.org, wpautop and the Shortcode API.
"""

import re

from dateline.core.story import Media
from dateline.core.wire.feed_html import plain_words, read_html

# Shortcodes without a value too; any other name in brackets may be the editor's own words.
BARE = {
    "gallery", "caption", "wp_caption", "audio", "video", "playlist", "embed", "more", "toc",
    "contact-form", "contact-form-7", "youtube", "vimeo", "twitter", "instagram", "facebook",
    "soundcloud", "googlemaps", "gist", "sharing", "jetpack-related-posts",
}  # fmt: skip
_SHORTCODE = re.compile(
    r"(?P<twice>\[)?\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{1,40})(?P<rest>[^\[\]<>]*)\](?(twice)\])"
)
_CAPTION_START = re.compile(r"\[(?:wp_)?caption\b[^\[\]]*\]", re.IGNORECASE)
_CAPTION_END = re.compile(r"\[/(?:wp_)?caption\]", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|section|article|aside|header|footer|figure|figcaption|blockquote|ul|ol|li|dl|dt|dd"
    r"|table|thead|tbody|tfoot|tr|td|th|pre|h[1-6]|hr|form|fieldset|address|iframe|script|style"
    r"|!--)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def captions_taken_out(source: str, *, base: str) -> tuple[str, tuple[Media, ...]]:
    """Return a text without its `[caption]` shortcodes, and the pictures that stood in them."""
    parts, found, at = [], [], 0
    while start := _CAPTION_START.search(source, at):
        end = _CAPTION_END.search(source, start.end())
        if end is None:
            break
        inside = source[start.end() : end.start()]
        caption = plain_words(inside)
        pictures = read_html(inside, base=base)[1]
        found += [Media(p.href, caption=caption, alt=p.alt, kind=p.kind) for p in pictures]
        parts.append(source[at : start.start()])
        at = end.end()
    return "".join([*parts, source[at:]]), tuple(found)


def with_paragraphs(source: str) -> str:
    """Return a post's text as HTML, without shortcodes; what blocks it has stay as they are."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    is_of_blocks = "<!-- wp:" in text
    text = _without_shortcodes(text)
    if is_of_blocks or "\n" not in source.strip():
        return text
    parts, at = [], 0
    while (start := text.find("<pre", at)) >= 0 and (end := text.find("</pre>", start)) >= 0:
        end += len("</pre>")
        parts += [_of_lines(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _of_lines(text[at:])])


def _of_lines(text: str) -> str:
    return "".join(_paragraph(block) for block in _BLANK.split(text.strip()) if block.strip())


def _paragraph(block: str) -> str:
    """Return a block with its line ends kept; one that holds tags of its own as it is."""
    if _BLOCK_TAG.search(block) is None:
        return "<p>" + block.strip().replace("\n", "<br>") + "</p>"
    return f"\n{block}\n"


def _without_shortcodes(text: str) -> str:
    opened = {
        match["name"].lower()
        for match in _SHORTCODE.finditer(text)
        if not match["end"] and "=" in match["rest"]
    }

    def removed(match: re.Match[str]) -> str:
        if match["twice"]:
            return match[0][1:-1]  # a reader is shown the brackets
        name = match["name"].lower()
        return "" if "=" in match["rest"] or name in BARE or name in opened else match[0]

    return _SHORTCODE.sub(removed, text)
