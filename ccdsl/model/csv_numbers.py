"""Lists of callers: telephone numbers and prefixes from a CSV file."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ccdsl.diagnostics import Label, Problems
from ccdsl.model.file_problems import FirstProblems, short
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax.decode import decode

_NUMBER = re.compile(r"\+(?:[0-9]{5,15}|[0-9]{1,15}\*)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_HEADERS = (["number"], ["number", "label"])
_HEADER = "write `number,label`, or `number` alone, into the first line"


@record
class CsvNumber:
    """One row: an E.164 number, or the prefix before a `*`, which is not part of `number`."""

    number: str
    is_prefix: bool
    label: str | None
    span: Span = field(compare=False, repr=False)


def read_numbers(path: str, data: bytes, problems: Problems) -> tuple[CsvNumber, ...]:
    """Return the rows that can be used, in order, each number and prefix once.

    What is wrong is added to `problems`: CC001 for what is not UTF-8, CC024 for a row that cannot
    be used, and CC025, a warning, for one whose number an earlier row has. After a hundred
    findings the reading ends.
    """
    own = FirstProblems()
    source = decode(path, data, own)
    reader = _Reader(source=source, problems=own)
    found = reader.numbers() if not own and reader.read_header() else ()
    problems.found.extend(own.found)
    return found


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads rows off a text, and knows where each begins and ends."""

    source: Source
    problems: FirstProblems
    width: int = 2
    rows: Iterator[tuple[list[str], Span]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the first row."""
        self.rows = self._rows()

    def _rows(self) -> Iterator[tuple[list[str], Span]]:
        """Yield each row that is not blank with its place, without the line end."""
        path, text = self.source.path, self.source.text
        starts = (*self.source.line_starts, len(text))
        reader = csv.reader((text[a:b] for a, b in pairwise(starts) if a < b), strict=True)
        line = 0
        while not self.problems.is_full:
            start, row = starts[line], None
            try:
                row = next(reader, None)
            except csv.Error as error:
                self._malformed(str(error), starts[line], starts[reader.line_num])
            else:
                if row is None:
                    return
            line = reader.line_num
            if row and any(map(str.strip, row)):
                end = start + len(text[start : starts[line]].rstrip("\r\n"))
                yield row, Span(path, start, end)

    def _malformed(self, why: str, start: int, end: int) -> None:
        """Say that quotes are wrong in the lines from `start` to `end`."""
        lines = self.source.text[start:end].rstrip("\r\n")
        if "unexpected end" in why:
            start += lines.rfind('"')
            self._wrong("this text has no closing quote", Span(self.source.path, start, start + 1))
        elif "field larger" in why:
            self._wrong(
                "this text is too long for a label", Span(self.source.path, start, start + 1)
            )
        else:
            help_ = 'a label with a comma or a quote in it is written in quotes: "Pier ""9"" Foods"'
            place = Span(self.source.path, start, start + len(lines))
            self._wrong("a quote stands where none can", place, help_)

    def _wrong(self, message: str, span: Span, help_: str | None = None) -> None:
        self.problems.error("CC024", message, span, help=help_)

    def read_header(self) -> bool:
        """Read the first row; False if it is not one of the two headers there are."""
        row, span = next(self.rows, ([], Span(self.source.path, 0, 0)))
        names = [name.strip() for name in row]
        if names in _HEADERS:
            self.width = len(names)
            return True
        if not names:
            if not self.problems:
                self._wrong("this file has no header", span, _HEADER)
        elif _NUMBER.fullmatch(names[0]):
            self._wrong("the header is missing before this row", span, _HEADER)
        else:
            help_ = (
                "separate the columns with commas" if ";" in row[0] or "\t" in row[0] else _HEADER
            )
            self._wrong("this is not the header of a list of callers", span, help_)
        return False

    def numbers(self) -> tuple[CsvNumber, ...]:
        """Return what the rows after the header hold."""
        found: dict[str, CsvNumber] = {}
        for row, span in self.rows:
            number = self._number(row, span)
            if number is None:
                continue
            key = number.number + "*" * number.is_prefix
            first = found.setdefault(key, number)
            if first is not number:
                self.problems.warning(
                    "CC025",
                    f"`{key}` is in this list twice",
                    number.span,
                    help="delete one of the rows",
                    labels=[Label(span=first.span, text="it is here already")],
                )
        return tuple(found.values())

    def _number(self, row: list[str], span: Span) -> CsvNumber | None:
        """Return what a row says, or None for one that cannot be used."""
        text = row[0].strip()
        label = row[1].strip() if len(row) > 1 else ""
        if len(row) > self.width:
            message = f"this row has {len(row)} columns, and the header has {self.width}"
            self._wrong(message, span, "a label with a comma in it is written in quotes")
        elif not _NUMBER.fullmatch(text):
            message = (
                f"`{short(text)}` is not a telephone number" if text else "this row has no number"
            )
            self._wrong(message, self._first(row, span), _advice(text))
        elif not label.isprintable() and _CONTROL.search(label):
            self._wrong("this label has a line break or another control character in it", span)
        else:
            place = self._first(row, span)
            is_prefix = text.endswith("*")
            number = text.removesuffix("*")
            return CsvNumber(number=number, is_prefix=is_prefix, label=label or None, span=place)
        return None

    def _first(self, row: list[str], span: Span) -> Span:
        """Return the place of a row's first column, its quotes included."""
        column = row[0]
        if self.source.text[span.start] == '"':
            return Span(span.path, span.start, span.start + len(column) + 2 + column.count('"'))
        start = span.start + len(column) - len(column.lstrip())
        return Span(span.path, start, start + len(column.strip()))


def _advice(text: str) -> str:
    """Return how to write what was meant for a number."""
    digits = re.sub(r"[\s().\-/]", "", text)
    if _NUMBER.fullmatch(digits):
        return f"write `{digits}`"
    if re.fullmatch(r"\+?[0-9][.,]?[0-9]*[eE]\+?[0-9]+", text):
        return "a spreadsheet has shortened it: give the column the format `text` there"
    if _NUMBER.fullmatch(f"+{digits.removeprefix('00')}"):
        return "write `+`, the country code and the number, as in `+12125550142`"
    return "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`"
