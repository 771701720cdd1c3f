"""A routing table read back to source says what it said, on the lines that it gives."""

from pathlib import Path

import pytest

from ccdsl.importers.fields import Record, TableError, as_record, records, text
from ccdsl.importers.table import source_files
from ccdsl.model.canonical import Json
from ccdsl.model.program import Which
from tests.generated.center import center_files
from tests.importers.tables import Document, document, linked
from tests.runtime.tables import PROJECTS, compiled

_VIEWS: tuple[Which, ...] = ("in-service", "draft")
_OF_PLACES = ("line", "path", "source", "review")


def without_places(part: Json) -> Json:
    """Return a table without places, and without the reviews that are no part of what it says."""
    match part:
        case dict():
            return {k: without_places(v) for k, v in part.items() if k not in _OF_PLACES}
        case list():
            return [without_places(each) for each in part]
        case _:
            return part


def again(table: Document, which: Which) -> Document:
    return document(*linked(source_files(table)), which)


@pytest.mark.parametrize("which", _VIEWS)
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_a_project_comes_back_with_every_digest(project: Path, which: Which) -> None:
    made = compiled(project)
    table = document(made.program, made.facts, which)
    assert without_places(again(table, which)) == without_places(table)


@pytest.mark.parametrize("seed", range(6))
def test_a_generated_center_comes_back_with_every_digest(seed: int) -> None:
    table = document(*linked(center_files(seed)))
    assert without_places(again(table, "in-service")) == without_places(table)


def lines_of(table: Record) -> dict[str, Json]:
    """Return the place of every record, rule and node of the versioned kinds and entries."""
    found: dict[str, Json] = {}
    for section in ("entries", "routings", "scripts", "overflows", "after_hours", "hours"):
        for record in records(table, section):
            name = f"{section} {text(record, 'name')}"
            found[name] = record["source"]
            for number, rule in enumerate(records(record, "rules")):
                found[f"{name} rule {number}"] = rule["line"]
            for node, said in as_record(record.get("nodes", {})).items():
                found[f"{name} {node}"] = as_record(said)["line"]
    return found


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_everything_stands_where_it_stood(project: Path) -> None:
    made = compiled(project)
    table = document(made.program, made.facts)
    assert lines_of(again(table, "in-service")) == lines_of(table)


CENTER = """
center c {
  timezone Europe/Berlin languages de-DE calendar 2026-01-01 to 2026-12-31
  on-failure { allocate { 12.5% -> hang-up 87.5% { play bye -> hang-up } } }
}
prompt bye { de-DE "A \\"quoted\\" word, a \\\\ and a # sign" }
attribute words text
attribute code digits 1 to 4
attribute line number
skill german levels 1 to 5
skill french
entry front { voice +4930111111 set words "a b" set code 007 set line 7 routing all }
routing all version 3 in-service {
  when not (words is "a" and line > 3) or code in 007, 07 -> queue base
  when not hours shop is open and not (caller is withheld or caller in +49*) -> queue own
  otherwise -> transfer +4930222222 ring 7s busy -> hang-up
    no-answer { play bye -> queue base } else -> queue own priority high
}
hours shop { mon 22:00-03:00 tue-wed 08:00-12:00, 13:00-17:00 except feast }
holidays feast { 2026-05-01 "Labour" 2026-12-24 to 2026-12-26 09:00-12:00 }
queue own like base { requires french
  widen after 10s requires german >= 2, without french widen after 1m30s500ms requires language
}
queue base { channels voice wait forever key 1 "Out" -> hang-up
  at-close { play bye -> hang-up } announce position every 30s callbacks 5 tries every 1h
}
"""


def test_what_is_seldom_written_comes_back() -> None:
    table = document(*linked({"c.ccdsl": CENTER.encode()}))
    assert without_places(again(table, "in-service")) == without_places(table)


def test_a_line_that_a_queue_took_over_moves_nothing_else() -> None:
    table = document(*linked({"c.ccdsl": CENTER.encode()}))
    made = {
        text(one, "name"): one["source"] for one in records(again(table, "in-service"), "queues")
    }
    assert made == {text(one, "name"): one["source"] for one in records(table, "queues")}


def test_a_node_that_two_ways_lead_to_is_no_treatment() -> None:
    table = document(*linked({"c.ccdsl": CENTER.encode()}))
    rules = records(records(table, "routings")[0], "rules")
    assert isinstance(rules[1], dict)
    rules[1]["to"] = rules[0]["to"]
    with pytest.raises(TableError, match="node `rule-1` is not there, or more than one way"):
        source_files(table)


def test_a_path_outside_the_project_is_refused() -> None:
    table = document(*linked({"c.ccdsl": CENTER.encode()}))
    center = table["center"]
    assert isinstance(center, dict)
    center["source"] = {"path": "../c.ccdsl", "line": 1}
    with pytest.raises(TableError, match=r"`\.\./c\.ccdsl` is no path"):
        source_files(table)
