"""The block of a version: its declaration with the comment lines directly above it."""

from bisect import bisect_left

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.parser import File


@record
class Block:
    """Where a version stands, from the first of its comment lines to the end of its last line.

    The line end behind it is not part of it. Where something else stands on its first or last
    line, it `is_apart` from nothing: it is the declaration alone.
    """

    span: Span
    is_apart: bool


def block_of(file: File, declaration: ast.Declaration) -> Block:
    """Return the block of a declaration of a file."""
    text, span = file.source.text, declaration.span
    line = _line_start(text, span.start)
    end = _line_end(text, span.end)
    if not _is_blank(file, line, span.start) or not _is_blank(file, span.end, end):
        return Block(span=span, is_apart=False)
    start = line
    while (above := _comment_line_above(file, start)) is not None:
        start = above
    return Block(span=Span(span.path, start, end), is_apart=True)


def line_end_of(text: str, at: int) -> str:
    """Return the line end at an offset or, where there is none, the one that the text uses."""
    for ending in ("\r\n", "\n", "\r"):
        if text.startswith(ending, at):
            return ending
    first = min((at for end in "\r\n" if (at := text.find(end)) >= 0), default=-1)
    return "\n" if first < 0 else line_end_of(text, first)


def whole_lines(text: str, block: Span) -> Span:
    """Return a block with its line end, and with one empty line if it stood between two.

    Taking that out leaves the lines around it as far from each other as they were from it.
    """
    end = block.end + len(_ending(text, block.end))
    start, is_last = block.start, end == len(text)
    is_first = start == 0
    has_gap_above = (
        not is_first and _line_start(text, start - 1) < start and _gap_above(text, start)
    )
    gap_below = _gap_below(text, end)
    if gap_below and (is_first or has_gap_above):
        return Span(block.path, start, end + gap_below)
    if is_last and has_gap_above:
        return Span(block.path, start - len(_ending_before(text, start)), end)
    return Span(block.path, start, end)


def _ending(text: str, at: int) -> str:
    return line_end_of(text, at) if at < len(text) else ""


def _ending_before(text: str, at: int) -> str:
    """Return the line end that ends just before an offset."""
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending, 0, at):
            return ending
    return ""


def _gap_above(text: str, at: int) -> bool:
    """Whether the line above the one that begins here is empty."""
    above = at - len(_ending_before(text, at))
    return above < at and (above == 0 or text[above - 1] in "\r\n")


def _gap_below(text: str, at: int) -> int:
    """Return the length of the empty line that begins here, 0 where it is not empty."""
    return len(_ending(text, at)) if at < len(text) and text[at] in "\r\n" else 0


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    return min((found for end in "\r\n" if (found := text.find(end, at)) >= 0), default=len(text))


def _is_blank(file: File, start: int, end: int) -> bool:
    """Whether no token begins in a range; comments may."""
    at = bisect_left(file.tokens, start, key=lambda token: token.start)
    return at == len(file.tokens) or file.tokens[at].start >= end or not file.tokens[at].text


def _comment_line_above(file: File, start: int) -> int | None:
    """Return where the line above begins, if a comment is all that is on it."""
    if start == 0:
        return None
    text = file.source.text
    end = start - len(_ending_before(text, start))
    line = _line_start(text, end)
    at = bisect_left(file.comments, line, key=lambda comment: comment.start)
    has_comment = at < len(file.comments) and file.comments[at].start < end
    return line if has_comment and _is_blank(file, line, end) else None
