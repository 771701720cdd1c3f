"""Values of attributes, figures of queues and times in line, in words."""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.figures import Ranges
from ccdsl.analysis.values import UNSET, Values
from ccdsl.analysis.wording_callers import called_tests, callers_in_words, listed
from ccdsl.model.words import duration

_SECOND = 1_000


def attribute_words(values: Values, bits: int, every: int) -> str:
    """Return some atoms of an attribute, out of those that it can have, in words."""
    if values.ranges is not None:
        said = [*_spans(values.ranges, bits >> 1, lasting=False)]
        return " or ".join([*said, *(["unset"] if bits & UNSET else [])])
    if values.numbers is not None:
        return _telephones(values, bits)
    inside, outside = _sorts(values, bits), _sorts(values, every & ~bits)
    if not inside or (outside and len(outside) < len(inside) and "another" not in outside):
        return f"not {listed(outside)}"
    return listed(inside)


def _sorts(values: Values, bits: int) -> list[str]:
    """Return the values of some atoms, as they are written."""
    found = [sort or "another" for n, sort in enumerate(values.sorts) if bits >> (n + 1) & 1]
    return [*found, *(["unset"] if bits & UNSET else [])]


def _telephones(values: Values, bits: int) -> str:
    if values.numbers is None or bits == UNSET:
        return "unset"
    tests = called_tests(values.numbers, {})
    words = callers_in_words(values.numbers, tests, bits >> 1)
    words = words.removeprefix("callers ").removeprefix("with a number ")
    return " or ".join([*([words] if words else ["any"]), *(["unset"] if bits & UNSET else [])])


def figure_words(figure: str, ranges: Ranges, bits: int) -> str:
    """Return some atoms of a figure of a queue in words: `waiting 26 to 30`."""
    said = [*_spans(ranges, bits, lasting=figure == "expected-wait")]
    if ranges.unset and bits >> len(ranges.starts) & 1:
        said.append("unset")
    return f"{figure} {' or '.join(said)}"


def _spans(ranges: Ranges, bits: int, *, lasting: bool) -> Iterator[str]:
    """Yield ranges that touch as one: `10,000 to 19,999`, `20 or more`."""
    places = [place for place in range(len(ranges.starts)) if bits >> place & 1]
    for first, last in _runs(places):
        low, high = ranges.starts[first], ranges.end(last)
        yield _lasting(low, high) if lasting else _counted(low, high)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow one another."""
    first = None
    for number, place in enumerate(places):
        first = place if first is None else first
        if number + 1 == len(places) or places[number + 1] != place + 1:
            yield first, place
            first = None


def _counted(low: int, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _lasting(low: int, high: int | None) -> str:
    """Return a range of times: what ends just before a second is less, what begins after more."""
    least = "" if not low else f"of {duration(low)} or more"
    if low % _SECOND == 1:
        least = f"of more than {duration(low - 1)}"
    if high is None:
        return least or "known"
    most = f"up to {duration(high)}"
    if high % _SECOND == _SECOND - 1:
        most = f"less than {duration(high + 1)}"
    return f"{least} and {most}" if least else most
