"""Why a picture was not taken in.

Each class is one reason, with a word for a code that docs/reference/errors.md explains.
"""

from typing import ClassVar


class PictureRefused(Exception):
    """Nothing was kept.

    where     the picture asked for: an address or a file name
    found     what stands or happened there
    expected  what is needed there, with an example
    """

    code: ClassVar[str]

    def __init__(self, *, where: str, found: object, expected: str) -> None:
        self.where, self.found, self.expected = where, str(found), expected
        super().__init__(f"{where}: found {found}; expected {expected}.")


class NotAPicture(PictureRefused):
    """The bytes cannot be decoded as a picture: they are something else, or cut short."""

    code = "picture-unreadable"


class TooManyPixels(PictureRefused):
    """The picture would unpack to more pixels than `DATELINE_PICTURE_MAX_PIXELS` allows; only its
    size was read.
    """

    code = "picture-too-many-pixels"


class TooSmall(PictureRefused):
    """The picture is smaller than 100 pixels one way: an icon, or a pixel that counts readers."""

    code = "picture-too-small"


class TooManyBytes(PictureRefused):
    """The file is larger than `DATELINE_PICTURE_MAX_BYTES`; it was not decoded."""

    code = "picture-too-large"


class BadFileName(PictureRefused):
    """The agency names a file that is neither at an address nor beside its item: a path that leads
    elsewhere, or a name no file can have.
    """

    code = "picture-bad-name"


class NotBeside(PictureRefused):
    """The file that the agency names has not come from the same place as its item. It is looked for
    again for half an hour, and taken whenever it comes.
    """

    code = "picture-not-beside"


class KilledPicture(PictureRefused):
    """The agency has killed this picture: it is not taken in again until a person releases it."""

    code = "picture-killed"


PICTURE_ERRORS: tuple[type[PictureRefused], ...] = (
    NotAPicture,
    TooManyPixels,
    TooSmall,
    TooManyBytes,
    BadFileName,
    NotBeside,
    KilledPicture,
)
