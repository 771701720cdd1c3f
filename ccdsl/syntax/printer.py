"""The formatter: the same tree, the same comments, in the one way they are written.

It works on tokens, so that nothing is lost, and reads back what it has printed before it says so.
"""

from ccdsl.diagnostics import Problems
from ccdsl.source import Source
from ccdsl.syntax.lexer import lex
from ccdsl.syntax.parser import File, parse
from ccdsl.syntax.print_choices import choose
from ccdsl.syntax.print_lines import lines_of
from ccdsl.syntax.print_rows import rows_of
from ccdsl.syntax.print_structure import structure


class PrinterError(Exception):
    """What was printed does not say what was read: our bug, never the author's."""

    def __init__(self, path: str, what: str) -> None:
        """Keep the file, and how its text would have differed."""
        super().__init__(f"{path} would {what}")


def format_source(source: Source, problems: Problems) -> str | None:
    """Return a file's text as it is to be written, or None where it does not parse.

    What is wrong goes to `problems`. A file that parses is formatted whatever else is wrong with
    it, and nothing is said. Raises PrinterError rather than return a text that says something else.
    """
    found = Problems()
    read = parse(source, found)
    text = _print(source)
    if text is None:
        problems.found.extend(found)
        return None
    _compare(source, read, found, text)
    return text


def _print(source: Source) -> str | None:
    path, text = source.path, source.text
    lexed = lex(text)
    found = structure(lexed.tokens)
    if found is None:
        return None
    chosen = choose(text, lexed, found)
    if chosen != text:
        lexed = lex(chosen)
        found = structure(lexed.tokens)
        if found is None:
            raise PrinterError(path, "not parse")
    rows = rows_of(chosen, lexed, found)
    return "".join(f"{line}\n" for line in lines_of(rows, lexed, found))


def _compare(source: Source, read: File, found: Problems, text: str) -> None:
    """Raise PrinterError unless `text` means what `source` does, comments included."""
    found_again = Problems()
    again = parse(Source(path=source.path, text=text), found_again)
    if again.declarations != read.declarations:
        raise PrinterError(source.path, "mean something else")
    if _comments(again) != _comments(read):
        raise PrinterError(source.path, "lose a comment")
    if _said(found_again) != _said(found):
        raise PrinterError(source.path, "be wrong in another way")


def _comments(file: File) -> list[str]:
    return [comment.text.rstrip(" \t") for comment in file.comments]


def _said(problems: Problems) -> list[tuple[str, str]]:
    return sorted((one.code, one.message) for one in problems)
