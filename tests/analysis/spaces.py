"""Spaces of contacts for tests: of small centers written in a test."""

from collections.abc import Iterator

from ccdsl.analysis.asking import Context, make_side
from ccdsl.analysis.axes import Grounds
from ccdsl.analysis.concerning import required
from ccdsl.analysis.sets import BUDGET
from ccdsl.analysis.spaces import Space, make_space, parts_of
from ccdsl.analysis.uses import CenterFlows, center_flows
from ccdsl.compiler import Compiled, compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.simulate.centers import TODAY

VOICE = Context("voice", "en-US")

FRAME = """
center c {
  timezone America/New_York
  languages en-US, es-US
  calendar 2026-01-01 to 2027-12-31
  on-failure -> hang-up
}
holidays us {
  2026-11-26
  2026-12-24 08:00-12:00 "Short"
  2026-12-25
  2027-07-03 to 2027-07-05
}
hours support { mon-fri 08:00-20:00 sat 09:00-13:00, 14:00-17:00 except us }
hours longer { mon-fri 08:00-20:00 sat 09:00-17:00 except us }
hours plain { mon-fri 08:00-20:00 }
hours early { mon-fri 07:00-20:00 }
hours night { mon-sun 22:00-06:00 }
hours tokyo { mon-fri 09:00-17:00 timezone Asia/Tokyo }
callers vip { +12125550100 +1646* }
callers press { +12125550103 +16465550104 }
flag snow { may boss }
flag drill { may boss }
role boss may flip-flags
prompt hello { en-US "Hello." es-US "Hola." }
entry line { voice +18005550100, +18005550101 routing main }
entry sales { title "Sales" voice +18005550102 routing main }
entry web { chat "harbor.example" routing main }
"""


def compiled(text: str) -> Compiled:
    """Compile a text behind the frame, whatever is wrong with it."""
    files = MemoryFiles(contents={"main.ccdsl": (FRAME + text).encode()})
    return compile_project(files, Settings(), TODAY)


def make_spaces(center: CenterFlows, grounds: Grounds, budget: int = BUDGET) -> Iterator[Space]:
    """Yield the space of every part of a center."""
    requires = required(center.side)
    for entries, flows in parts_of(center):
        yield make_space(center, grounds, entries, flows, requires=requires, budget=budget)


def space_of(text: str) -> Space:
    """Return the space of a center whose every entry leads to one routing."""
    found = compiled(text)
    facts = found.facts
    assert facts.window is not None
    side = make_side(0, found.program, facts.calendars)
    center = center_flows(side, facts.flows["in-service"])
    grounds = Grounds(facts.window, (found.program,), (facts.calendars,))
    (space,) = make_spaces(center, grounds)
    return space


def contacts_of(condition: str) -> tuple[Space, int]:
    """Return a space that asks only for a condition, and the contacts for whom it holds."""
    space = space_of(
        f"routing main version 1 in-service {{ when {condition} -> hang-up otherwise -> hang-up }}"
    )
    rule = space.center.flows[("routing", "main")].rules[0]
    return space, space.guards.of(rule.condition, VOICE)
