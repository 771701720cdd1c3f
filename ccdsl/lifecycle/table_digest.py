"""The digest of a routing table: of what it says, not of where that stands in the source."""

from collections.abc import Mapping
from hashlib import sha256

from ccdsl.backends.table import table_document
from ccdsl.compiler import Compiled
from ccdsl.model.canonical import Json, canonical_json

_PLACED = ("nodes", "rules")
_PLACES = ("line", "path")
_NOT_SAID = ("source", "review")


def table_digest(compiled: Compiled) -> str:
    """Return the digest of the table that is in service; the project has no errors.

    It is SHA-256 of the canonical JSON of the routing table without the version of the time zone
    data, the reviews, and the paths and lines of the source.
    """
    document = table_document(compiled.program, compiled.facts, "in-service")
    said = {key: _said(value) for key, value in document.items() if key != "tzdata"}
    return sha256(canonical_json(said).encode()).hexdigest()


def _said(section: Json) -> Json:
    """Return a section, or the one record that it is, without places and reviews."""
    match section:
        case list():
            return [_said(one) for one in section]
        case Mapping():
            kept = {key: part for key, part in section.items() if key not in _NOT_SAID}
            return {key: _parts(part) if key in _PLACED else part for key, part in kept.items()}
        case _:
            return section


def _parts(placed: Json) -> Json:
    """Return the nodes or the rules of a record without the places of each."""
    match placed:
        case list():
            return [_unplaced(one) for one in placed]
        case Mapping():
            return {name: _unplaced(one) for name, one in placed.items()}
        case _:
            return placed


def _unplaced(part: Json) -> Json:
    if not isinstance(part, Mapping):
        return part
    return {key: value for key, value in part.items() if key not in _PLACES}
