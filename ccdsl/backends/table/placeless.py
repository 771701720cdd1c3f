"""What a routing table says, without where that stands in the source."""

from collections.abc import Mapping

from ccdsl.model.canonical import Json

_PLACED = ("nodes", "rules")
_PLACES = ("line", "path")
_NOT_SAID = ("source", "review")


def placeless(section: Json) -> Json:
    """Return a section, or a record of one, without its review and without any place."""
    match section:
        case list():
            return [placeless(one) for one in section]
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
