"""Generated centers with one declaration changed: taken from another center, or a line edited."""

import re
from datetime import date
from random import Random

from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import read_settings
from tests.generated.center import center_files

TODAY = date(2026, 11, 22)
_KINDS = ("routing", "overflow", "after-hours", "queue", "script", "hours", "entry", "callers")


def built(files: dict[str, bytes]) -> Compiled:
    """Compile a project's files."""
    settings = read_settings("ccdsl.yaml", files["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=files), settings, TODAY)


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
