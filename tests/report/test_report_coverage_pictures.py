"""What a diagram says of coverage."""

from datetime import date
from pathlib import Path

from ccdsl.backends.diagram import pictures_of
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.settings import read_settings
from ccdsl.report.coverage_pictures import marked
from ccdsl.scenarios.coverage import Coverage
from ccdsl.scenarios.running import coverage_of, run_tests
from ccdsl.store.disk import DiskFiles

TOUR = Path(__file__).parents[1] / "projects" / "tour"


def tour() -> tuple[Compiled, Coverage]:
    files = DiskFiles(root=TOUR)
    data = files.read("ccdsl.yaml")
    assert isinstance(data, bytes)
    compiled = compile_project(
        files, read_settings("ccdsl.yaml", data, Problems()), date(2026, 11, 22)
    )
    program = compiled.program
    return compiled, coverage_of(run_tests(program, program.in_service))


def rows(name: str) -> list[str]:
    """Return the rows and lines of a picture of the tour, marked."""
    compiled, coverage = tour()
    picture = next(one for one in pictures_of(compiled, "in-service") if one.name == name)
    nodes = marked(compiled.program, coverage, picture).nodes
    return [
        *(outcome.text for node in nodes for outcome in node.outcomes),
        *(line.text for node in nodes for line in node.lines),
    ]


def test_rows_say_whether_a_contact_went_through() -> None:
    menu = [row for row in rows("script-main_menu") if row.startswith(("✓", "✗", "±"))]
    assert "✓\N{NO-BREAK SPACE}2  Balance" in menu
    assert "✗\N{NO-BREAK SPACE}4  Life" in menu
    assert "✗\N{NO-BREAK SPACE}silence, invalid" in menu
    assert "✓\N{NO-BREAK SPACE}filled" in menu


def test_boxes_without_rows_say_it_in_words() -> None:
    said = rows("routing-inbound")
    assert "✓ covered" in said
    assert "✗ not covered" in said


def test_a_picture_says_nothing_else_than_before() -> None:
    compiled, coverage = tour()
    for picture in pictures_of(compiled, "in-service"):
        changed = marked(compiled.program, coverage, picture)
        assert changed.edges == picture.edges
        assert [node.id for node in changed.nodes] == [node.id for node in picture.nodes]
