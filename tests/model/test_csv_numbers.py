"""Lists of callers: rows, places, refusals, and how fast."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems, Severity
from ccdsl.model.csv_numbers import CsvNumber, read_numbers
from ccdsl.source import Source

from .data_files import codes, told


def read(text: str) -> tuple[tuple[CsvNumber, ...], Problems]:
    """Read a list."""
    problems = Problems()
    return read_numbers("data/vip.csv", text.encode(), problems), problems


def rows(text: str) -> list[tuple[str, bool, str | None]]:
    """Return what a list without a mistake holds."""
    found, problems = read(text)
    assert not problems
    return [(each.number, each.is_prefix, each.label) for each in found]


def test_numbers_prefixes_and_labels() -> None:
    assert rows("number,label\n+12125550142,Harbor Shipping\n+1212*,\n+33*,Paris\n") == [
        ("+12125550142", False, "Harbor Shipping"),
        ("+1212", True, None),
        ("+33", True, "Paris"),
    ]


def test_numbers_alone() -> None:
    assert rows("number\n+12125550142\n+1*") == [("+12125550142", False, None), ("+1", True, None)]


def test_what_spreadsheets_write_is_read() -> None:
    text = '\ufeffnumber,label\r\n"+12125550142","Pier ""9"", Foods"\r\n\r\n +33123 , Zoë\r\n,\r\n'
    assert rows(text) == [("+12125550142", False, 'Pier "9", Foods'), ("+33123", False, "Zoë")]


def test_places_count_quotes_spaces_and_quoted_line_breaks() -> None:
    text = 'number,label\n"+12125550142",x\n  +33123,y\n+44123,"a\nb"\n+45123,z\n'
    found, problems = read(text)
    marked = [text[each.span.start : each.span.end] for each in found]
    assert marked == ['"+12125550142"', "+33123", "+45123"]
    assert told(problems, text) == [
        (
            "CC024",
            '+44123,"a\nb"',
            "this label has a line break or another control character in it",
        )
    ]
    source = Source(path="data/vip.csv", text=text)
    assert [source.position(each.span.start).line for each in found] == [2, 3, 6]


@pytest.mark.parametrize(
    ("text", "marked", "message", "help_"),
    [
        (
            "2125550142",
            "2125550142",
            "`2125550142` is not a telephone number",
            "write `+`, the country code and the number, as in `+12125550142`",
        ),
        (
            "+1 (212) 555-0142",
            "+1 (212) 555-0142",
            "`+1 (212) 555-0142` is not a telephone number",
            "write `+12125550142`",
        ),
        (
            "1.2126E+10",
            "1.2126E+10",
            "`1.2126E+10` is not a telephone number",
            "a spreadsheet has shortened it: give the column the format `text` there",
        ),
        (
            "+1234",
            "+1234",
            "`+1234` is not a telephone number",
            "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`",
        ),
        (
            "+*",
            "+*",
            "`+*` is not a telephone number",
            "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`",
        ),
        (
            "+\uff11\uff12345",
            "+\uff11\uff12345",
            "`+\uff11\uff12345` is not a telephone number",
            "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`",
        ),
        (
            '"+12""5",x',
            '"+12""5"',
            '`+12"5` is not a telephone number',
            "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`",
        ),
        (
            ",x",
            "",
            "this row has no number",
            "write `+` and 5 to 15 digits (E.164), or a prefix such as `+1212*`",
        ),
        (
            "+12125550142,a,b",
            "+12125550142,a,b",
            "this row has 3 columns, and the header has 2",
            "a label with a comma in it is written in quotes",
        ),
        (
            '+12125550142,"a"b',
            '+12125550142,"a"b',
            "a quote stands where none can",
            'a label with a comma or a quote in it is written in quotes: "Pier ""9"" Foods"',
        ),
        ('+12125550142,"a\n', '"', "this text has no closing quote", None),
        (
            "+12125550142,a\0",
            "+12125550142,a\0",
            "this label has a line break or another control character in it",
            None,
        ),
    ],
)
def test_rows_that_cannot_be_used(text: str, marked: str, message: str, help_: str | None) -> None:
    whole = f"number,label\n+33123,ok\n{text}"
    found, problems = read(whole)
    assert told(problems, whole) == [("CC024", marked, message)]
    assert [each.help for each in problems] == [help_]
    assert [each.number for each in found] == ["+33123"]


def test_a_bad_row_does_not_hide_the_next() -> None:
    found, problems = read('number,label\n+33123,"a"b\n+33124,ok\nx\n+33125,ok\n')
    assert [each.number for each in found] == ["+33124", "+33125"]
    assert codes(problems) == ["CC024", "CC024"]


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("", "", "this file has no header"),
        ("\n\n", "", "this file has no header"),
        ("+12125550142,x\n", "+12125550142,x", "the header is missing before this row"),
        ("Number,Label\n+33123,x\n", "Number,Label", "this is not the header of a list of callers"),
        ("number;label\n+33123;x\n", "number;label", "this is not the header of a list of callers"),
        ("label,number\nx,+33123\n", "label,number", "this is not the header of a list of callers"),
        ('"number\n+33123\n', '"', "this text has no closing quote"),
    ],
)
def test_a_wrong_header_is_the_only_finding(text: str, marked: str, message: str) -> None:
    found, problems = read(text)
    assert told(problems, text) == [("CC024", marked, message)]
    assert found == ()


def test_a_number_that_is_there_twice_is_a_warning() -> None:
    text = "number,label\n+33123,a\n+33123*,b\n+33123,c\n"
    found, problems = read(text)
    assert [(each.number, each.is_prefix, each.label) for each in found] == [
        ("+33123", False, "a"),
        ("+33123", True, "b"),
    ]
    (one,) = problems
    assert (one.code, one.severity) == ("CC025", Severity.WARNING)
    source = Source(path="data/vip.csv", text=text)
    assert source.position(one.span.start).line == 4
    assert [source.position(each.span.start).line for each in one.labels] == [2]


def test_many_bad_rows_are_not_all_told() -> None:
    found, problems = read("number\n+33123\n" + "x\n" * 5_000)
    assert codes(problems) == [*["CC024"] * 100, "CC017"]
    assert problems.found[-1].message == (
        "more than 100 things are wrong with this file; the rest is not told"
    )
    assert [each.number for each in found] == ["+33123"]


def test_bytes_that_are_not_utf_8() -> None:
    problems = Problems()
    assert read_numbers("data/vip.csv", b"number,label\n+33123,Zo\xeb\n", problems) == ()
    assert [(each.code, each.message) for each in problems] == [
        ("CC001", "the byte 0xEB here is not UTF-8 text")
    ]
    assert problems.found[0].span.start == len("number,label\n+33123,Zo")


def test_a_hundred_thousand_rows_take_a_moment() -> None:
    text = "number,label\n" + "".join(f"+1212{n:07d},Label {n}\n" for n in range(100_000))
    began = time.process_time()
    found, problems = read(text)
    assert time.process_time() - began < 3  # 0.6 s where it was written
    assert (len(found), problems.found) == (100_000, [])


_LABELS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=8)


@given(st.dictionaries(st.from_regex(r"\+[0-9]{5,15}|\+[0-9]{1,15}\*", fullmatch=True), _LABELS))
def test_what_a_csv_writer_writes_is_read(numbers: dict[str, str]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["number", "label"])
    writer.writerows(numbers.items())
    found, problems = read(stream.getvalue())
    assert not problems
    assert {each.number + "*" * each.is_prefix: each.label for each in found} == {
        number: label.strip() or None for number, label in numbers.items()
    }
    for each in found:
        marked = stream.getvalue()[each.span.start : each.span.end]
        assert marked == each.number + "*" * each.is_prefix


_PIECES = st.sampled_from(
    [
        "number",
        "label",
        ",",
        ";",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        " ",
        "+12125550142",
        "+1*",
        "x",
        "\0",
        "\u2028",
    ]
)


@given(st.one_of(st.lists(_PIECES, max_size=30).map("".join), st.text(max_size=40)))
def test_any_text_gives_rows_or_findings_with_places_inside(text: str) -> None:
    text = f"number,label\n{text.encode(errors='replace').decode()}"
    found, problems = read(text)
    for span in (*(each.span for each in problems), *(each.span for each in found)):
        assert 0 <= span.start <= span.end <= len(text)
    for each in found:
        assert each.number in text[each.span.start : each.span.end]
