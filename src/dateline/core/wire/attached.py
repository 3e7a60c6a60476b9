"""What kind of thing an attachment is, told by its media type, its own word or its file name."""

from dateline.core.wire.addresses import parts_of

KINDS = {
    "image": "picture", "picture": "picture", "photo": "picture", "video": "video",
    "audio": "audio", "graphic": "graphic",
}  # fmt: skip
# Python's own table is read from the machine's files: here the same name must always mean the same.
EXTENSIONS = {
    extension: kind
    for kind, extensions in {
        "picture": "jpg jpeg jpe png gif webp avif heic heif tif tiff bmp svg jxl",
        "video": "mp4 m4v mov webm mkv avi mpg mpeg wmv flv ogv 3gp m3u8",
        "audio": "mp3 m4a aac ogg oga opus wav flac wma aif aiff",
        "other": "xml json txt html htm pdf doc docx odt rtf xls xlsx csv zip gz ppt pptx",
    }.items()
    for extension in extensions.split()
}


def media_kind(*, word: str | None = None, content_type: str | None = None, name: str = "") -> str:
    """Return "picture", "video", "audio", "graphic" or "other".

    word          the format's own word, such as "picture" or RSS's "image"
    content_type  such as "image/jpeg"
    name          a file name or address, looked at only where neither of the two tells
    """
    written = (content_type or "").strip().lower()
    for told in ((word or "").strip().lower(), written.partition("/")[0]):
        if told in KINDS:
            return KINDS[told]
    return "other" if written else kind_of_name(name) or "other"


def kind_of_name(name: str) -> str | None:
    """Return the kind that a file name or address ends like, or None where it does not tell."""
    path = parts_of(name).path if "://" in name else name
    _, dot, extension = path.rpartition("/")[2].rpartition(".")
    return EXTENSIONS.get(extension.lower()) if dot else None
