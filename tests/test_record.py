"""Records and workers: what `__init__` takes, which body it shares, and what is cached."""

from dataclasses import field, replace
from functools import cached_property

import pytest

from ccdsl.record import record, worker


@record
class Place:
    """A record with every kind of field."""

    name: str
    kind: str = "queue"
    marks: list[str] = field(default_factory=list)
    seen: int = field(default=0, compare=False)


@record
class Span:
    """As many fields with as many factories as a place has, under other names."""

    field_1: str
    make_2: str = "x"
    field_0: list[str] = field(default_factory=lambda: ["fresh"])
    self_0: int = 0


@worker
class Counter:
    """A worker: positional, with a factory, and a property worked out once."""

    first: int
    found: list[int] = field(default_factory=list)

    @cached_property
    def double(self) -> int:
        """Twice the first."""
        return self.first * 2


def test_fields_are_set_under_the_names_of_their_own_class() -> None:
    """Two classes whose `__init__` shares a body do not mix their fields."""
    place, span = Place(name="a"), Span(field_1="b")
    assert (place.name, place.kind, place.marks, place.seen) == ("a", "queue", [], 0)
    assert (span.field_1, span.make_2, span.field_0, span.self_0) == ("b", "x", ["fresh"], 0)


def test_a_factory_is_called_for_each_instance() -> None:
    """What one holds, the next does not."""
    first, second = Counter(1), Counter(1)
    first.found.append(1)
    assert second.found == []
    assert Counter(1, [7]).found == [7]


def test_what_is_missing_or_unknown_is_said_in_the_words_of_the_class() -> None:
    """A wrong call names the class and the field, not the shared body."""
    with pytest.raises(TypeError, match=r"Place\.__init__\(\) missing .* 'name'"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="colour"):
        Place(name="a", colour="red")  # type: ignore[call-arg]


def test_records_are_equal_by_their_fields_and_workers_by_themselves() -> None:
    """`compare=False` takes a field out of it, and `replace` keeps the rest."""
    place = Place(name="a")
    assert place == Place(name="a", seen=3)
    assert replace(place, kind="hours") == Place(name="a", kind="hours")
    assert Counter(1) != Counter(1)


def test_only_what_caches_has_a_dictionary() -> None:
    """A record has slots; a worker that caches a property has both."""
    counter = Counter(2)
    assert (counter.double, vars(counter)["double"]) == (4, 4)
    assert not hasattr(Place(name="a"), "__dict__")
