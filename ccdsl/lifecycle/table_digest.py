"""The digest of a routing table: of what it says, not of where that stands in the source."""

from collections.abc import Mapping
from hashlib import sha256

from ccdsl.backends.table import table_document
from ccdsl.compiler import Compiled
from ccdsl.model.canonical import Json, canonical_json


def table_digest(compiled: Compiled) -> str:
    """Return the digest of the table that is in service; the project has no errors.

    It is SHA-256 of the canonical JSON of the routing table without the version of the time zone
    data, and without the paths and lines of the source.
    """
    document = table_document(compiled.program, compiled.facts, "in-service")
    said = {key: value for key, value in document.items() if key != "tzdata"}
    return sha256(canonical_json(_without_places(said)).encode()).hexdigest()


def _without_places(value: Json) -> Json:
    match value:
        case str():
            return value
        case Mapping():
            has_line = isinstance(value.get("line"), int)
            return {
                key: _without_places(part)
                for key, part in value.items()
                if not (has_line and key in ("line", "path"))
                and not (key == "source" and isinstance(part, Mapping))
            }
        case list() | tuple():
            return [_without_places(part) for part in value]
        case _:
            return value
