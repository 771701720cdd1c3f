"""The table and the interpreter read hours alike at both ends of the calendar, in every zone."""

import pytest

from ccdsl.simulate.center import opening
from tests.differential.compare import pair_of
from tests.runtime.tables import compile_text

CENTER = """
center c {{
  timezone {home}
  languages en-US
  calendar 2026-03-02 to 2026-03-20
  on-failure -> hang-up
}}
hours night {{ mon-sun 20:00-19:00 timezone {abroad} }}
hours day {{ mon-sun 09:00-17:00 timezone {abroad} }}
prompt hello {{ en-US "Hello." }}
entry line {{ voice +12125550100 routing calls }}
routing calls version 1 in-service {{
  when hours night is open {{ play hello -> hang-up }}
  when hours day is closed {{ play hello -> hang-up }}
  otherwise {{ play hello -> hang-up }}
}}
"""
FAR = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kolkata")
_A_DAY = 27 * 3_600


@pytest.mark.parametrize("abroad", FAR)
@pytest.mark.parametrize("home", FAR)
def test_first_and_last_day(home: str, abroad: str) -> None:
    pair = pair_of(compile_text(CENTER.format(home=home, abroad=abroad)))
    first, last = pair.table.contents.window
    instants = [*range(first, first + _A_DAY, 600), *range(last - _A_DAY, last, 600), last - 1]
    seen = set()
    for name, hours in pair.center.program.hours.items():
        for instant in instants:
            told = opening(pair.center, hours, instant).is_open
            assert pair.table.is_open(name, instant) == told, (name, instant)
            seen.add(told)
    assert seen == {True, False}
