"""Whatever is typed about a contact is read or refused, and never anything else."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.cli import givens
from ccdsl.cli.ends import Refusal
from ccdsl.cli.expected import read_end
from ccdsl.cli.moment import read_instant
from tests.simulate.centers import project

PROGRAM = project("examples/harbor").program
CENTER = PROGRAM.center
assert CENTER is not None

READERS: dict[str, Callable[[str], object]] = {
    "queue": lambda text: givens.read_queues(PROGRAM, [text]),
    "figures": givens.read_figures,
    "lookup": lambda text: givens.read_lookup(PROGRAM, text),
    "set": lambda text: givens.read_settings(PROGRAM, [text]),
    "flag": lambda text: givens.read_flags(PROGRAM, [text]),
    "press": givens.read_press,
    "wait": givens.read_wait,
    "share": givens.read_share,
    "transfer": givens.read_transfer,
    "from": givens.read_number,
    "at": lambda text: read_instant(CENTER, text),
    "expect": lambda text: read_end(PROGRAM, text),
}
WORDS = (
    *("claims", "crm.customer", "tier", "gold", "snow_day", "on", "found", "waiting", "wait"),
    *("agents", "closes", "at", "3", "5m", "pound", "+18005550100", "queue", "transfer"),
    *(":", ",", "=", " ", "2026-11-01", "01:30", "²", "-", '"', "\x00", "९"),
)
TYPED = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join))


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=150, deadline=None)
@given(text=TYPED)
def test_it_is_read_or_refused(name: str, text: str) -> None:
    with suppress(Refusal):
        READERS[name](text)
