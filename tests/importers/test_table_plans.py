"""What a plan of two tables says is what the plan of their sources says."""

import json
from pathlib import Path

import pytest

from ccdsl.cli.plan_tables import table_half
from tests.importers.tables import document, half, linked, told
from tests.runtime.tables import PROJECTS, TODAY

_TOUR = PROJECTS[0]
_EDITS = (
    ("mon-fri  08:00-20:00\n", "mon-fri  08:00-19:00\n"),
    ("max-waiting    50", "max-waiting    20"),
    ("when wait > 3m and channel is voice", "when wait > 4m and channel is voice"),
    ("-> queue concierge priority high\n", "-> queue concierge\n"),
    ('key 4 "Life"     -> queue life', 'key 4 "Life"     -> queue claims'),
    ("90%  -> queue claims", "90%  -> queue life"),
    ("account at-most 2", "account at-most 1"),
    ("when has_claim is yes ", "when has_claim is no "),
)


def tour(old: str = "", new: str = "") -> dict[str, bytes]:
    """Return the files of the tour, with an edit."""
    paths = [path for path in _TOUR.rglob("*") if path.is_file()]
    files = {path.relative_to(_TOUR).as_posix(): path.read_bytes() for path in paths}
    text = files["tour.ccdsl"].decode()
    assert old in text
    return {**files, "tour.ccdsl": text.replace(old, new, 1).encode()}


@pytest.mark.parametrize("edit", _EDITS)
def test_an_edit_changes_the_same_for_tables(edit: tuple[str, str], tmp_path: Path) -> None:
    sources = linked(tour()), linked(tour(*edit))
    tables = tmp_path / "old.json", tmp_path / "new.json"
    for table, source in zip(tables, sources, strict=True):
        table.write_text(json.dumps(document(*source)), encoding="utf-8")
    wanted, said = told(*(half(*source) for source in sources))
    made, said_of_tables = told(*(table_half(table, TODAY) for table in tables))
    assert wanted.changed_classes
    assert said_of_tables == said
    assert (made.every_class, made.changed_classes) == (wanted.every_class, wanted.changed_classes)
    assert made.idle == wanted.idle
