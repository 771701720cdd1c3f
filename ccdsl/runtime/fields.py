"""Reading a saved state: every field is what it should be, or the text is refused."""

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from ccdsl.runtime.contact import Value
from ccdsl.runtime.errors import RoutingError

T = TypeVar("T")


class Fields:
    """The fields of one JSON object; every reader raises RoutingError for a wrong one."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        """Take an object."""
        self._values = values

    @classmethod
    def of(cls, text: str) -> "Fields":
        """Return the fields of the object that a text holds."""
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            message = f"this is not the state of a contact: {error}"
            raise RoutingError(message) from error
        return cls(_object("it", value))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(self._values)

    def has(self, name: str) -> bool:
        """Whether a field is there and not null."""
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text."""
        return _text(name, self._get(name))

    def text_or_none(self, name: str) -> str | None:
        """Return a text, or None for null."""
        return self.text(name) if self.has(name) else None

    def whole(self, name: str) -> int:
        """Return a whole number."""
        return _whole(name, self._get(name))

    def whole_or_none(self, name: str) -> int | None:
        """Return a whole number, or None for null."""
        return self.whole(name) if self.has(name) else None

    def yes(self, name: str) -> bool:
        """Return true or false."""
        value = self._get(name)
        if not isinstance(value, bool):
            raise _wrong(name, "true or false")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        return _texts(name, self._get(name))

    def text_lists(self, name: str) -> list[list[str]]:
        """Return a list of lists of texts."""
        return [_texts(name, part) for part in _list(name, self._get(name))]

    def inner(self, name: str) -> "Fields":
        """Return the fields of an inner object."""
        return Fields(_object(name, self._get(name)))

    def texts_by_name(self, name: str) -> dict[str, str]:
        """Return an object of texts."""
        return self._by_name(name, _text)

    def wholes_by_name(self, name: str) -> dict[str, int]:
        """Return an object of whole numbers."""
        return self._by_name(name, _whole)

    def values(self, name: str) -> dict[str, Value]:
        """Return an object of attributes' values."""
        return self._by_name(name, _value)

    def rule(self, name: str) -> tuple[str, int, int]:
        """Return a routing, its version and the number of a rule."""
        match self._get(name):
            case [str(routing), int(version), int(number)]:
                return routing, version, number
            case _:
                raise _wrong(name, "a routing, a version and a number")

    def _by_name(self, name: str, read: Callable[[str, object], T]) -> dict[str, T]:
        found = _object(name, self._get(name))
        return {key: read(key, value) for key, value in found.items()}

    def _get(self, name: str) -> object:
        if name not in self._values:
            message = f"this is not the state of a contact: it has no `{name}`"
            raise RoutingError(message)
        return self._values[name]


def _wrong(name: str, what: str) -> RoutingError:
    return RoutingError(f"this is not the state of a contact: `{name}` is not {what}")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "text")
    return value


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, "a whole number")
    return value


def _value(name: str, value: object) -> Value:
    return value if isinstance(value, str) else _whole(name, value)


def _list(name: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise _wrong(name, "a list")
    return list(value)


def _texts(name: str, value: object) -> list[str]:
    return [_text(name, part) for part in _list(name, value)]


def _object(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _wrong(name, "an object")
    return {str(key): part for key, part in value.items()}
