"""What of the reference is generated: its contents, its index of words, its examples' layout."""

import re
from itertools import groupby

from ccdsl.diagnostics import Problems
from ccdsl.model.vocabulary import WORDS
from ccdsl.source import Source
from ccdsl.syntax.printer import format_source
from tests.reference.grammar import keywords, read_grammar
from tests.reference.page import Block, Section, blocks, sections

_TOO_SMALL = 4
"""Headings of this depth are in the index and not in the contents."""
_NOT_INDEXED = (
    "Contents",
    "How to read this page",
    "Files of a project",
    "Bindings",
    "Small print",
    "Index of words",
)
"""Sections that explain no word."""


def renew(page: str) -> str:
    """Return the page with its generated parts as they should be, and its examples in form."""
    for block in blocks(page):
        if block.kind == "ccdsl":
            fence = "```ccdsl\n{}```\n"
            page = page.replace(fence.format(block.text), fence.format(formatted(block)))
    found = sections(page)
    page = _between(page, "contents", _contents(found))
    return _between(page, "index", _index(found))


def formatted(block: Block) -> str:
    """Return an example as `ccdsl fmt` writes it; one that does not parse, as it is."""
    source = Source(path=block.path, text=block.text)
    return format_source(source, Problems()) or block.text


def _between(page: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    renewed, count = re.subn(pattern, lambda _: f"{begin}{text}{end}", page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"the page has {count} places for its {name}")
    return renewed


def _contents(found: tuple[Section, ...]) -> str:
    lines = []
    for section in found:
        if section.title == "Contents" or section.depth >= _TOO_SMALL:
            continue
        lines.append(f"{'  ' * (section.depth - 2)}- [{section.title}](#{section.anchor})\n")
    return "".join(lines)


def index_words() -> tuple[str, ...]:
    """Return every word of the grammar and of the vocabularies, in order."""
    vocabulary = {word for words in WORDS.values() for word in words}
    return tuple(sorted(keywords(read_grammar()) | vocabulary))


def places(word: str, found: tuple[Section, ...]) -> list[Section]:
    """Return the sections that explain a word, the one that is called after it first.

    Where no table begins a line with it, those that mention it do.
    """
    told = [section for section in found if section.title not in _NOT_INDEXED]
    hits = [section for section in told if word in section.explained()]
    hits = hits or [section for section in told if word in section.mentioned()]
    return sorted(hits, key=lambda section: section.title != word)


def _index(found: tuple[Section, ...]) -> str:
    lines = []
    for letter, words in groupby(index_words(), key=lambda word: word[0]):
        entries = [f"`{word}` {_links(places(word, found))}" for word in words]
        lines.append(f"- **{letter}**: {' · '.join(entries)}\n")
    return "".join(lines)


def _links(hits: list[Section]) -> str:
    return ", ".join(f"[{section.title}](#{section.anchor})" for section in hits) or "?"
