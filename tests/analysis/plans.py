"""Plans of two small centers written in a test."""

from ccdsl.analysis.compare_sides import half_of
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_records import Plan
from ccdsl.compiler import Compiled, compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.simulate.centers import TODAY

BASE = """\
center c {
  timezone America/New_York
  languages en-US, es-US
  calendar 2026-01-01 to 2027-12-31
  on-failure -> hang-up
}
prompt hi { en-US "Hi." es-US "Hola." }
prompt bye { en-US "Bye." es-US "Adiós." }
prompt opts { en-US "Press # or 1." es-US "Oprima." }
voicemail box { channels voice, chat greeting hi }
callers vip {
  +13055550100
  file "vip.csv"
}
holidays x { 2026-12-25 }
hours h {
  mon-fri 09:00-17:00
  except x
}
attribute reason one-of claim, sale
attribute clerk person
roster "people.yaml"
role boss may answer
entry a {
  voice +18005550100, +18005550101
  set reason claim
  routing r
}
entry b { chat "x.example" routing r }
queue q {
  channels voice, chat
  title "Queue"
  wait forever
}
recording calls {
  queues q
  notice bye
}
routing r version 1 in-service {
  when caller in vip -> script s
  when hours h is closed -> voicemail box
  when reason is claim -> script s
  otherwise { play hi -> queue q }
}
script s version 1 in-service {
  start { play hi -> m }
  menu m {
    say opts
    key 1 "One" -> queue q
    no-input -> hang-up
    invalid -> hang-up
  }
}
"""
CSV = "number,label\n+13055550101,One\n+13055550102,Two\n"
PEOPLE = "people:\n  - id: ann\n    name: Ann\n    role: boss\n    extension: '101'\n"


def small(text: str = BASE, **files: str) -> Compiled:
    """Compile a small center; `csv` and `people` are what its files say."""
    contents = {
        "main.ccdsl": text.encode(),
        "vip.csv": files.get("csv", CSV).encode(),
        "people.yaml": files.get("people", PEOPLE).encode(),
    }
    found = compile_project(MemoryFiles(contents=contents), Settings(), TODAY)
    assert found.program.is_whole, [one.message for one in found.diagnostics]
    return found


def planned(before: Compiled, after: Compiled) -> Plan:
    """Return the plan from one center in service to another."""
    halves = [half_of(one.program, one.facts, "in-service") for one in (before, after)]
    return plan([half for half in halves if half is not None])


def edited(*edits: tuple[str, str], **files: str) -> Plan:
    """Return the plan of the small center and the same with some texts in place of others."""
    text = BASE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return planned(small(), small(text, **files))
