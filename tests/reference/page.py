"""The reference as a page: its fenced blocks, its headings, its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "grammar" / "README.md"

_FENCE = re.compile(
    r"^(?:<!-- (?P<mark>[^\n]*) -->\n)?```(?P<kind>[a-z-]+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(#{2,4}) (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| (.*?) \|", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, the words of the comment above it, its text, its first line."""

    kind: str
    mark: str
    text: str
    line: int

    @property
    def path(self) -> str:
        """The file it is compiled as, named after its line on the page."""
        return f"line_{self.line:04}.ccdsl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its depth (2 to 4), and the text under it up to the next heading."""

    depth: int
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """Where a link to it leads."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")

    def explained(self) -> frozenset[str]:
        """Return the words of code in the first column of its tables, and its title."""
        cells = _ROW.findall(_FENCE.sub("", self.text))
        return frozenset([self.title, *_code_words("\n".join(cells))])

    def mentioned(self) -> frozenset[str]:
        """Return all words of code, those of its examples apart."""
        return frozenset(_code_words(_FENCE.sub("", self.text)))


def _code_words(text: str) -> Iterator[str]:
    for code in _CODE.findall(text):
        yield from _WORD.findall(code)


def read_page() -> str:
    """Return the page."""
    return PAGE.read_text(encoding="utf-8")


def blocks(page: str) -> tuple[Block, ...]:
    """Return every fenced block, in order."""
    return tuple(
        Block(
            kind=found["kind"],
            mark=found["mark"] or "",
            text=found["text"],
            line=page.count("\n", 0, found.start("text")) + 1,
        )
        for found in _FENCE.finditer(page)
    )


def sections(page: str) -> tuple[Section, ...]:
    """Return every section, in order; headings inside blocks are not headings."""
    plain = _FENCE.sub(lambda found: re.sub(r"^#", " ", found[0], flags=re.MULTILINE), page)
    found = list(_HEADING.finditer(plain))
    ends = [*(each.start() for each in found[1:]), len(page)]
    return tuple(
        Section(depth=len(each[1]), title=each[2], text=page[each.end() : end])
        for each, end in zip(found, ends, strict=True)
    )


def is_word(text: str) -> bool:
    """Whether a text is one lower-case word, hyphens included."""
    return _WORD.fullmatch(text) is not None
