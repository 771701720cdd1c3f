"""Tables against their schema, which is strict."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ccdsl.model.canonical import Json
from ccdsl.model.program import Which
from ccdsl.resources import read_resource
from tests.runtime.tables import PROJECTS, artifact, compiled

SCHEMA = json.loads(read_resource("schemas/routing-table.schema.json"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def open_objects(schema: Json, path: str = "") -> list[str]:
    """Return the objects of a schema that allow properties nobody has described."""
    found = []
    if isinstance(schema, dict):
        if schema.get("type") == "object" and schema.get("additionalProperties") in (None, True):
            found.append(path)
        for name, part in schema.items():
            found += open_objects(part, f"{path}/{name}")
    if isinstance(schema, list):
        for index, part in enumerate(schema):
            found += open_objects(part, f"{path}/{index}")
    return found


def test_no_object_is_open() -> None:
    assert open_objects(SCHEMA) == []


@pytest.mark.parametrize("view", ["in-service", "draft"])
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_tables_are_valid(project: Path, view: Which) -> None:
    table = json.loads(artifact(compiled(project), "routing-table.json", view))
    errors = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(table)]
    assert errors == []
    assert table["view"] == view


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("queues", {"colour": "red"}),
        ("queues", {"ring_ms": "20s"}),
        ("entries", {"channel": "fax"}),
        ("scripts", {"digest": "abc"}),
        ("callers", {"numbers": ["12125550100"]}),
        ("routings", {"rules": []}),
    ],
)
def test_other_tables_are_not(section: str, change: dict[str, object]) -> None:
    table = json.loads(artifact(compiled(PROJECTS[0]), "routing-table.json"))
    table[section][0] |= change
    with pytest.raises(ValidationError):
        VALIDATOR.validate(table)
