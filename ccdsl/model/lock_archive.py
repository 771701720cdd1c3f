"""The sources below `archive/`: what was in service once, and is never linked."""

from collections.abc import Iterable, Mapping

from ccdsl.diagnostics import Problems
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import Archived
from ccdsl.model.lock_own import own_digest
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import File, parse


@record
class Kept:
    """The source of a version that is not in service any more.

    `key` is whose it is by its own header and `digest` what it says; both are None where the file
    holds anything but one retired version, and `why` says so.
    """

    source: Source
    span: Span
    key: Archived | None
    digest: str | None
    why: str | None = None


def read_archive(paths: Iterable[str], files: Files) -> Mapping[str, Kept]:
    """Return what lies below `archive/`, by path, sorted."""
    return {path: _kept(path, files.read(path)) for path in sorted(paths)}


def _kept(path: str, data: bytes | Unreadable) -> Kept:
    if isinstance(data, Unreadable):
        return _odd(Source(path=path, text=""), f"it cannot be read: {data.detail}")
    problems = Problems()
    file = parse(decode(path, data, problems), problems)
    if problems:
        return _odd(file.source, next(iter(problems)).message)
    return _version(file)


def _version(file: File) -> Kept:
    blocks = file.declarations
    if len(blocks) != 1:
        return _odd(file.source, f"it holds {len(blocks) or 'no'} declarations instead of one")
    (block,) = blocks
    if not isinstance(block, ast.Versioned) or block.version.state is not ast.State.RETIRED:
        return _odd(file.source, "what it holds is no retired version")
    return Kept(
        source=file.source,
        span=block.version.span,
        key=(block.kind, block.name.text, block.version.number.value),
        digest=own_digest(block),
    )


def _odd(source: Source, why: str) -> Kept:
    return Kept(source=source, span=Span(source.path, 0, 0), key=None, digest=None, why=why)
