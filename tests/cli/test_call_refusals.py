"""Odd times, values given twice, and texts with commas: read as meant, or refused."""

import pytest

from ccdsl.cli import givens
from ccdsl.cli.ends import Refusal
from ccdsl.cli.moment import read_instant
from tests.simulate.centers import center_of, project

PROGRAM = project("examples/harbor").program
CENTER = PROGRAM.center
assert CENTER is not None
TEXTS = center_of(
    "routing main version 1 in-service { otherwise -> hang-up }"
    " attribute size number attribute note text"
    " data-source crm { takes caller gives note, size outcomes found, missing }"
).program


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-12-25 11:00+25:00", "no clock is `+25:00` from UTC"),
        ("9999-12-31 23:59", "`9999-12-31 23:59` is outside the calendar of the center"),
        ("9999-12-31 23:59-05:00", "`9999-12-31 23:59-05:00` is outside the calendar"),
        ("0001-01-01 00:00", "`0001-01-01 00:00` is outside the calendar of the center"),
        ("0001-01-01 00:00+05:00", "`0001-01-01 00:00+05:00` is outside the calendar"),
    ],
)
def test_a_time_that_no_clock_of_the_center_reads_is_refused(text: str, message: str) -> None:
    assert CENTER is not None
    with pytest.raises(Refusal) as refused:
        read_instant(CENTER, text)
    assert refused.value.message.startswith(message)
    assert refused.value.help


def test_two_values_of_an_attribute_are_refused() -> None:
    with pytest.raises(Refusal, match="`tier` is given two values"):
        givens.read_settings(PROGRAM, ["tier=gold", "tier=silver"])
    with pytest.raises(Refusal, match="`size` is given two values"):
        givens.read_lookup(TEXTS, "crm: found, size 1, size 2")
    with pytest.raises(Refusal, match="`waiting` is given two values"):
        givens.read_figures("waiting 3, waiting 4")
    assert givens.read_settings(PROGRAM, ["tier=gold", "tier=gold"]) == {"tier": "gold"}


@pytest.mark.parametrize("between", [" ", "="])
def test_a_comma_in_quotes_parts_nothing(between: str) -> None:
    found = givens.read_lookup(TEXTS, f'crm: found, note{between}"red, a=b", size 3')
    assert found.values == {"note": "red, a=b", "size": "3"}
