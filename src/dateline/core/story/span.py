"""A stretch of a story's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of a text, counted in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` this span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end
