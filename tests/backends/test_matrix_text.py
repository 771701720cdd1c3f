"""The matrix: what it says, and that nothing breaks out of its cells."""

import csv
import io
from html.parser import HTMLParser

import pytest

from tests.runtime.tables import PROJECTS, artifact, compile_text, compiled

HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "tel:+33123456789",
    "=HYPERLINK(1)",
    "+1+1|cmd",
    "-2+3",
    "@SUM(A1)",
    "a | b | c",
    "`code` *bold* _it_ [x](javascript:alert(1))",
    "&lt;b&gt; </td></tr></table>",
)
JOINED = "\U0001f468\u200d\U0001f469"
SOURCE = """
center c {{
  title "{title}"
  timezone Europe/Paris
  country FR
  languages fr-FR
  calendar 2026-01-01 to 2026-12-31
  on-failure -> hang-up
}}
flag shut {{ title "{title}" }}
prompt hello {{ fr-FR "{title}" }}
voicemail box {{ title "{title}" greeting hello }}
entry line {{ title "{title}" voice +33123456789 routing all }}
routing all version 1 in-service {{
  title "{title}"
  when flag shut is on -> voicemail box
  otherwise -> script ask
}}
script ask version 1 in-service {{
  start {{ -> top }}
  menu top {{
    say hello
    key 1 "{title}" -> voicemail box
    key 2 "{title}" {{
      play hello
      -> hang-up
    }}
    no-input -> voicemail box
    invalid -> voicemail box
  }}
}}
"""


def source(title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return SOURCE.format(title=escaped)


class Texts(HTMLParser):
    """Collects the tags of a page, their attributes, and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("title", HOSTILE)
def test_html_holds(title: str) -> None:
    page = Texts()
    page.feed(artifact(compile_text(source(title)), "routing-matrix.html"))
    assert "script" not in page.tags
    assert page.attributes <= {"lang", "charset", "name", "content", "scope"}
    assert title in page.text


@pytest.mark.parametrize("title", HOSTILE)
def test_csv_holds(title: str) -> None:
    text = artifact(compile_text(source(title)), "routing-matrix.csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {7}
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert title in rows[1][0]


@pytest.mark.parametrize("title", HOSTILE)
def test_markdown_holds(title: str) -> None:
    text = artifact(compile_text(source(title)), "routing-matrix.md")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    for row in rows:
        assert row.replace("\\|", "").count("|") == 8
    assert "<script" not in text
    assert "[x]" not in text


@pytest.mark.parametrize("title", ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", JOINED])
def test_joined_letters_stay_joined_in_every_form(title: str) -> None:
    for suffix in ("md", "csv", "html"):
        text = artifact(compile_text(source(title)), f"routing-matrix.{suffix}")
        assert title in text


def cells(number: int) -> list[str]:
    text = artifact(compiled(PROJECTS[0]), "routing-matrix.csv")
    return list(csv.reader(io.StringIO(text, newline="")))[number]


def test_one_row_per_entry_and_rule() -> None:
    rows = [cells(number)[:2] for number in range(1, 11)]
    line = "main line; voice +18005550100, +18005550101"
    assert rows == [
        *([line, str(number)] for number in range(1, 6)),
        *(["website; chat harbor.example", str(number)] for number in range(1, 6)),
    ]


def test_a_vip() -> None:
    _, _, when, open_, closed, holiday, overflow = cells(2)
    assert when == "the caller is in the list “vip” and “support” is open"
    assert open_ == "waits in “Concierge”"
    assert closed == holiday == "does not apply then: a later rule takes the contact"
    assert overflow.startswith("“Concierge”: if no agents or a wait of more than 2m: hears")


def test_a_chat() -> None:
    _, _, _, open_, closed, holiday, overflow = cells(9)
    assert open_ == "waits in “Claims”"
    assert closed == "“Claims” is closed: leaves a message in “general”"
    assert holiday.endswith("“We are closed for the holiday. Goodbye.”, the contact ends")
    assert "called back" not in overflow


def test_a_rule_about_another_channel_never_applies() -> None:
    assert cells(7)[3:] == ["never applies at this entry"] * 4
    assert cells(10)[3:] == ["never applies at this entry"] * 4


def test_version_and_review_are_at_the_top() -> None:
    text = artifact(compiled(PROJECTS[0]), "routing-matrix.md")
    assert text.splitlines()[2] == (
        "- Everything that comes in: version 5, in service; last reviewed 2026-11-16"
        " by Jordan Petit, every 7 days, next by 2026-11-23"
    )


def test_a_page_needs_nothing_else() -> None:
    for project in PROJECTS:
        text = artifact(compiled(project), "routing-matrix.html")
        assert "http" not in text
        assert "<script" not in text
