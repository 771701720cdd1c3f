"""Generated centers with one declaration changed: taken from another center, or a line edited."""

import re
from random import Random

from ccdsl.analysis.compare_sides import Half
from ccdsl.compiler import read
from ccdsl.diagnostics import Problems
from ccdsl.model.calendar import calendar_window, resolve_hours
from ccdsl.model.files import MemoryFiles
from ccdsl.model.flows import flatten_center, flatten_queue, flatten_rules, flatten_script
from ccdsl.model.link import link
from ccdsl.model.settings import read_settings
from tests.generated.center import center_files

_KINDS = ("routing", "overflow", "after-hours", "queue", "script", "hours", "entry", "callers")


def linked(files: dict[str, bytes]) -> Half:
    """Return the center in service of a project's files, linked and not judged: that takes long."""
    problems, memory = Problems(), MemoryFiles(contents=files)
    settings = read_settings("ccdsl.yaml", files["ccdsl.yaml"], problems)
    paths = memory.matching(settings.sources)
    program = link(tuple(read(path, memory, problems) for path in paths), memory, problems)
    assert program.center is not None
    window = calendar_window(program.center)
    zone = program.center.timezone.name
    calendars = {
        name: resolve_hours(hours, program.holidays, window, zone)
        for name, hours in program.hours.items()
    }
    flows = [flatten_center(program.center)]
    flows += [flatten_queue(queue) for queue in program.queues.values()]
    view = program.in_service
    flows += [flatten_script(one) for one in view.scripts.values()]
    flows += [flatten_rules(one) for one in view.routings.values()]
    flows += [flatten_rules(one) for one in view.overflows.values()]
    flows += [flatten_rules(one) for one in view.after_hours.values()]
    return Half(
        program=program,
        view=view,
        flows={(flow.kind, flow.name): flow for flow in flows},
        calendars=calendars,
        window=window,
    )


def blocks(text: str) -> dict[str, str]:
    """Return the top-level declarations of a text by kind and name."""
    found: dict[str, str] = {}
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                block = text[start : at + 1].strip()
                start = at + 1
                head = re.search(rf"^({'|'.join(_KINDS)}) ([a-z0-9_]+)", block, re.MULTILINE)
                if head:
                    found[f"{head[1]} {head[2]}"] = block[head.start() :]
    return found


_LINES = (
    (r"mon-fri 08:00-18:00", "mon-fri 08:00-17:00"),
    (r"sat 09:00-12:00, 13:00-15:30", "sat 09:00-15:30"),
    (r"2026-12-25\n", "2026-12-24 to 2026-12-25\n"),
    (r"\+1646\*", "+1305*"),
    (r"p1\.", "p1 anew."),
    (r"p3\.", "p3 anew."),
    (r"when wait > 10m", "when wait > 4m"),
    (r"max-waiting \d+", "max-waiting 2"),
    (r"at-most 2", "at-most 1"),
    (r"repeat 1", "repeat 2"),
    (r"set tier bronze", "set tier gold"),
    (r"set tier silver", "set tier gold"),
    (r"recheck \d+s", "recheck 25s"),
    (r'key 4 "Code" -> code', ""),
    (r'key 2 "Again" -> top', 'key 2 "Again" -> account'),
    (r" when [^\n]* -> [^\n{]*\n", "\n"),
    (r"is open", "is closed"),
    (r"is on\b", "is off"),
)


def mutant(seed: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a center and of the same with one change."""
    random = Random(seed)
    files = center_files(seed % 997)
    text = files["main.ccdsl"].decode()
    if random.random() < 0.5:
        other = blocks(center_files(random.randrange(10_000))["main.ccdsl"].decode())
        mine = blocks(text)
        name = random.choice(sorted(mine.keys() & other.keys()))
        changed = text.replace(mine[name], other[name], 1)
    else:
        pattern, instead = random.choice(_LINES)
        places = list(re.finditer(pattern, text))
        if places:
            place = random.choice(places)
            changed = text[: place.start()] + instead + text[place.end() :]
        else:
            changed = text
    return files, {**files, "main.ccdsl": changed.encode()}
