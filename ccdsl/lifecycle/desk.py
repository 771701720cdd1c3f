"""Where sources are edited: a header's words, and blocks that move; every other byte stays."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.blocks import Block, block_of, line_end_of, whole_lines
from ccdsl.lifecycle.edits import Edit
from ccdsl.lifecycle.pieces import Piece, Splice, cut, joined, origin_of, spliced
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.parser import File, parse


@record
class Rewritten:
    """Edits, and where each place in the new texts stands in the files as they are today."""

    edits: tuple[Edit, ...]
    pieces: Mapping[str, tuple[Piece, ...]]

    def origin(self, span: Span) -> Span:
        """Return where a place in a file as it would be stands today."""
        pieces = self.pieces.get(span.path)
        return span if pieces is None else origin_of(span, pieces)


@dataclass(slots=True, kw_only=True)
class Desk:
    """Collects what is to change in a project's sources."""

    program: Program
    files: Files
    splices: dict[str, list[Splice]] = field(default_factory=dict)
    texts: dict[str, tuple[Piece, ...] | None] = field(default_factory=dict)

    def restate(self, version: ast.Versioned, state: ast.State) -> None:
        """Give a version that stays where it is another state."""
        span = _state_span(self._text(version), version)
        self._splice(span, Piece(text=state.value, origin=span))

    def copy_behind(self, version: ast.Versioned, number: int) -> None:
        """Put a draft with the same text and another number behind a version."""
        text, block = self._text(version), self._block(version)
        ends = line_end_of(text, block.span.end) * 2
        words = {version.version.number.span: str(number)}
        copy = _retold(text, block.span, version, ast.State.DRAFT, words)
        behind = (Piece(text=ends, origin=None),) if not block.is_apart else ()
        at = Span(block.span.path, block.span.end, block.span.end)
        self._splice(at, Piece(text=ends, origin=None), *copy, *behind)

    def take_out(self, version: ast.Versioned, path: str) -> None:
        """Move a version's block into a file of its own, as a retired one."""
        text, block = self._text(version), self._block(version)
        self._keep(text, block, version, path)
        self._splice(whole_lines(text, block.span) if block.is_apart else block.span)

    def put_in_place(
        self, version: ast.Versioned, path: str, archived: File, put: ast.Versioned
    ) -> None:
        """Move a version's block into a file of its own, and put one from the archive there."""
        text, block = self._text(version), self._block(version)
        self._keep(text, block, version, path)
        behind = () if block.is_apart else (Piece(text=line_end_of(text, len(text)), origin=None),)
        self._splice(block.span, *_unarchived(archived, put), *behind)

    def append(self, path: str, archived: File, put: ast.Versioned) -> None:
        """Put a version from the archive at the end of a source."""
        text = self.program.sources[path].text
        ending = line_end_of(text, len(text))
        gap = ending if text.endswith(("\n", "\r")) else ending * 2
        before = (Piece(text=gap, origin=None),) if text else ()
        at = Span(path, len(text), len(text))
        self._splice(at, *before, *_unarchived(archived, put), Piece(text=ending, origin=None))

    def silence(self, draft: ast.Versioned) -> None:
        """Let a draft say nothing, as if it were retired; one whose text is wrong is left out."""
        span, problems = draft.span, Problems()
        parse(Source(path=span.path, text=self._text(draft)[span.start : span.end]), problems)
        if problems or self.program.is_broken(span):
            self._splice(span)
        else:
            self.restate(draft, ast.State.RETIRED)

    def delete(self, path: str) -> None:
        """Delete a file."""
        self.texts[path] = None

    def rewritten(self) -> Rewritten:
        """Return all edits, by path."""
        pieces = dict(self.texts)
        for path, splices in self.splices.items():
            pieces[path] = spliced(path, self.program.sources[path].text, splices)
        edits = tuple(self._edit(path, pieces[path]) for path in sorted(pieces))
        return Rewritten(
            edits=edits, pieces={path: said for path, said in pieces.items() if said is not None}
        )

    def _edit(self, path: str, pieces: Sequence[Piece] | None) -> Edit:
        data = self.files.read(path)
        before = None if isinstance(data, Unreadable) else data
        if pieces is None:
            return Edit(path=path, before=before, after=None)
        mark = BOM_UTF8 if before is not None and before.startswith(BOM_UTF8) else b""
        return Edit(path=path, before=before, after=mark + joined(pieces).encode())

    def _keep(self, text: str, block: Block, version: ast.Versioned, path: str) -> None:
        ending = Piece(text=line_end_of(text, block.span.end), origin=None)
        self.texts[path] = (*_retold(text, block.span, version, ast.State.RETIRED), ending)

    def _splice(self, span: Span, *pieces: Piece) -> None:
        splice = Splice(start=span.start, end=span.end, pieces=pieces)
        self.splices.setdefault(span.path, []).append(splice)

    def _text(self, version: ast.Versioned) -> str:
        return self.program.sources[version.span.path].text

    def _block(self, version: ast.Versioned) -> Block:
        return block_of(_file_of(self.program, version), version)


def _file_of(program: Program, version: ast.Versioned) -> File:
    return next(file for file in program.files if file.source.path == version.span.path)


def _state_span(text: str, version: ast.Versioned) -> Span:
    """Return where the state word of a header stands."""
    said = version.version
    span = Span(said.span.path, said.span.end - len(said.state.value), said.span.end)
    if text[span.start : span.end] != said.state.value:
        message = "a header does not end with its state"
        raise ValueError(message, span)
    return span


def _retold(
    text: str,
    block: Span,
    version: ast.Versioned,
    state: ast.State,
    words: Mapping[Span, str] | None = None,
) -> tuple[Piece, ...]:
    """Return a block with another state, and with other words instead of some of its own."""
    said = {**(words or {}), _state_span(text, version): state.value}
    pieces: list[Piece] = []
    at = block.start
    for span, word in sorted(said.items()):
        pieces += [cut(block.path, text, at, span.start), Piece(text=word, origin=span)]
        at = span.end
    return (*pieces, cut(block.path, text, at, block.end))


def _unarchived(archived: File, put: ast.Versioned) -> Iterator[Piece]:
    """Yield the block that a file of the archive holds, as it is in service."""
    text = archived.source.text
    end = len(text) - len(_last_line_end(text))
    whole = Span(archived.source.path, 0, end)
    yield from _retold(text, whole, put, ast.State.IN_SERVICE)


def _last_line_end(text: str) -> str:
    return next((ending for ending in ("\r\n", "\n", "\r") if text.endswith(ending)), "")
