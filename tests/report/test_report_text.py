"""The renderings for people: what is shown, and that it stands where it should."""

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from ccdsl.diagnostics import Severity
from ccdsl.report.display import view, visible, width, wrap
from ccdsl.report.findings import Findings
from ccdsl.report.formats import render
from ccdsl.source import Source, Span

from . import samples
from .snapshots import TextFile

_STYLED = re.compile(r"\x1b\[[0-9;]*m")


def _rows(line: str, start: int, end: int) -> list[str]:
    """Return the source row and the underline row of one finding in a file of one line."""
    source = Source(path="x", text=line)
    error = samples.found("CC001", Severity.ERROR, "m", Span("x", start, end))
    all_found = Findings(diagnostics=(error,), sources={"x": source}, rules={})
    return render("text", all_found).splitlines()[3:5]


def test_text(snapshot: SnapshotAssertion) -> None:
    assert render("text", samples.ALL) == snapshot(extension_class=TextFile)


def test_text_on_a_narrow_terminal(snapshot: SnapshotAssertion) -> None:
    assert render("text", samples.ALL, width=50) == snapshot(extension_class=TextFile)


def test_text_in_colour(snapshot: SnapshotAssertion) -> None:
    shown = render("text", samples.findings(samples.DEAD_RULE, samples.BLOCK), color=True)
    assert shown == snapshot(extension_class=TextFile)


def test_concise(snapshot: SnapshotAssertion) -> None:
    assert render("concise", samples.ALL) == snapshot(extension_class=TextFile)


def test_the_message_is_the_one_the_style_guide_promises() -> None:
    assert render("text", samples.findings(samples.DEAD_RULE)) == (
        "error[CC204]: this rule can never match\n"
        "  --> routing.ccdsl:10:3\n"
        "   |\n"
        " 8 |   when caller in vip -> queue gold\n"
        "   |   ------------------ every contact that line 10 is for leaves here\n"
        "10 |   when caller in vip and hours support is open -> queue silver\n"
        "   |   " + "^" * 60 + "\n"
        "   = help: move it above line 8, or delete it\n"
        "\n"
        "1 error\n"
    )


@pytest.mark.parametrize("width", [None, 40, 80])
@pytest.mark.parametrize("name", ["text", "concise"])
def test_colour_adds_nothing_but_colour(name: str, width: int | None) -> None:
    plain = render(name, samples.ALL, width=width)
    coloured = render(name, samples.ALL, color=True, width=width)
    assert coloured != plain
    assert _STYLED.sub("", coloured) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "marked"),
    [
        ("a b", 2, 3, "1 | a b", "  |   ^"),
        ("\tb", 1, 2, "1 |     b", "  |     ^"),
        ("ab\tc", 3, 4, "1 | ab  c", "  |     ^"),
        ("\tb", 0, 1, "1 |     b", "  | ^^^^"),
        ("日本 x", 3, 4, "1 | 日本 x", "  |      ^"),
        ("日本 x", 1, 2, "1 | 日本 x", "  |   ^^"),
        ("e\u0301 x", 3, 4, "1 | e\u0301 x", "  |   ^"),
        ("👍🏽 x", 3, 4, "1 | 👍🏽 x", "  |    ^"),
        ("👩\u200d🔧 x", 4, 5, "1 | 👩\u200d🔧 x", "  |    ^"),
        ("❤\ufe0f x", 3, 4, "1 | ❤\ufe0f x", "  |    ^"),
        ("🇺🇸 x", 3, 4, "1 | 🇺🇸 x", "  |    ^"),
        ("\u1112\u1161\u11ab x", 4, 5, "1 | \u1112\u1161\u11ab x", "  |    ^"),
        ("\x1b[1mx", 4, 5, "1 | <U+001B>[1mx", "  |            ^"),
        ("\u202ex", 0, 1, "1 | <U+202E>x", "  | ^^^^^^^^"),
        ("ab", 2, 2, "1 | ab", "  |   ^"),
        ("", 0, 0, "1 |", "  | ^"),
        ("ab\r\ncd", 2, 4, "1 | ab", "  |   ^"),
        ("ab\r\ncd", 3, 4, "1 | ab", "  |   ^"),
        ("ab\rcd", 0, 3, "1 | ab", "  | ^^"),
        ("ab", 7, 99, "1 | ab", "  |   ^"),
        ("ab", -5, 1, "1 | ab", "  | ^"),
    ],
)
def test_carets_stand_under_what_they_mark(
    line: str, start: int, end: int, shown: str, marked: str
) -> None:
    assert _rows(line, start, end) == [shown, marked]


def test_a_long_line_is_cut_around_its_caret() -> None:
    shown = render("text", samples.findings(samples.FAR), width=60).splitlines()
    assert all(width(row) <= 60 for row in shown)
    marked = shown[4].index("^")
    assert shown[3][marked : marked + 5] == "WRONG"
    assert shown[3].count("...") == 2


def test_a_file_that_cannot_be_shown_is_named() -> None:
    assert render("text", samples.findings(samples.MISSING)) == (
        "error[CC005]: the file is missing\n --> gone.ccdsl:1:1\n  = help: create it\n\n1 error\n"
    )


def test_the_project_itself_is_named_by_a_dot() -> None:
    nothing = samples.found("CC001", Severity.ERROR, "there is no source", Span("", 0, 0))
    assert " --> .:1:1\n" in render("text", samples.findings(nothing))


def test_more_brackets_than_the_margin_holds() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 8))
    spans = [Span("x", start, len(text)) for start in range(5)]
    many = samples.found(
        "CC001", Severity.ERROR, "m", spans[0], *[(span, "label") for span in spans[1:]]
    )
    sources = {"x": Source(path="x", text=text)}
    shown = render("text", Findings(diagnostics=(many,), sources=sources, rules={}))
    assert shown.count("label") == 4
    assert "7 | | | | line 7\n" in shown


def test_the_summary_counts_and_nothing_is_said_plainly() -> None:
    assert render("text", samples.ALL).endswith("\n\n7 errors, 2 warnings, 2 info\n")
    counted = render("text", samples.findings(samples.BLOCK, samples.NESTED))
    assert counted.endswith("\n\n1 warning, 1 info\n")
    assert render("text", samples.findings()) == "no findings\n"
    assert render("concise", samples.findings()) == ""


@pytest.mark.parametrize("name", ["text", "concise", "github", "junit"])
def test_source_and_names_cannot_steer_a_terminal(name: str) -> None:
    shown = render(name, samples.findings(samples.INJECTED))
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"}
    assert not any(line.startswith(("::warning::", "::error file=x")) for line in shown.split("\n"))


def test_a_message_stays_on_one_line() -> None:
    shown = render("concise", samples.findings(samples.INJECTED))
    assert shown.count("\n") == 1
    assert "<U+000A>::error" in shown


@pytest.mark.parametrize("room", [30, 60])
@pytest.mark.parametrize("focus", [(0, 1), (500, 505), (990, 1000), (1000, 1000), (0, 1000)])
def test_a_view_keeps_to_its_room_and_shows_the_start_of_its_focus(
    room: int, focus: tuple[int, int]
) -> None:
    line = "".join(chr(ord("a") + at % 26) for at in range(1000))
    shown = view(line, focus, room)
    left, right = shown.columns_of(*focus)
    assert width(shown.text) <= room
    assert 0 <= left < right
    if focus[0] < len(line):
        assert shown.text[left] == line[focus[0]]


def test_words_wrap_by_what_they_take_on_screen() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("日本 日本 日本", 9) == ["日本 日本", "日本"]
    assert wrap("unbreakable", 4) == ["unbreakable"]
    assert wrap("one two", None) == ["one two"]


def test_only_what_is_harmful_is_spelled_out() -> None:
    assert visible("señor\u00a0日本\u3000👩\u200d🔧") == "señor\u00a0日本\u3000👩\u200d🔧"
    assert visible("\u200b\u2028\ud800\x9b\ufeff") == "<U+200B><U+2028><U+D800><U+009B><U+FEFF>"
