"""The lines that git leaves in a file where two branches have changed the same place."""

import re

from ccdsl.diagnostics import Diagnostic, Label
from ccdsl.source import Source, Span
from ccdsl.syntax import wording

_LINE = re.compile(r"^(?:([<>|])\1{6}(?: (?P<name>[^\r\n]*))?|={7})(?=\r?$)", re.MULTILINE)


def find_marks(source: Source) -> Diagnostic | None:
    """Return one finding about all marks of a merge in a file, None where there are none."""
    marks = list(_LINE.finditer(source.text))
    sides = [one for one in marks if one[0][0] in "<>"]
    if not sides:
        return None
    first, *others = marks
    names = dict.fromkeys(f"`{one['name']}`" for one in sides if one["name"])
    differ = f": {' and '.join(names)} differ here" if len(names) > 1 else ""
    return wording.error(
        "CC002",
        f"these are the marks of a merge{differ}" if others else "this is a mark of a merge",
        _span(source, first),
        "keep the lines that are to count, and delete the others and every mark",
        (Label(span=_span(source, marks[-1]), text="the last of them"),) if others else (),
    )


def _span(source: Source, mark: re.Match[str]) -> Span:
    return Span(source.path, mark.start(), mark.end())
