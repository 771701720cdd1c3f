"""Projects in memory, and the steps of their versions as the commands take them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from ccdsl import compiler
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.lifecycle.edits import Edit
from ccdsl.lifecycle.prospect import Basis, Prospect, Signed, draft_ahead, release_ahead
from ccdsl.lifecycle.refused import Refused
from ccdsl.lifecycle.standing import Standing, standing_of
from ccdsl.lifecycle.steps import Step, draft, promote, retire, rollback, stay
from ccdsl.model.files import MemoryFiles
from ccdsl.model.lock import Key
from ccdsl.model.lock_guard import Guard
from ccdsl.model.settings import Settings, read_settings
from ccdsl.rules import run
from tests.generated.center import center_files

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)

_BUDGET = 2_000
_ANSWERED = b"checks: {ignore: [CC204, CC206, CC207, CC221, CC224, CC225, CC229, CC418]}\n"
SETTINGS = b'edition: 1\nsources: ["*.ccdsl"]\n'
CENTER = """\
center small {
  timezone    America/New_York
  languages   en-US
  calendar    2026-01-01 to 2027-12-31
  on-failure  -> voicemail box
}
hours office { mon-fri 09:00-17:00 }
prompt welcome { en-US "Welcome." }
prompt choices { en-US "Press 1 or 2." }
voicemail box { }
entry main_line {
  voice    +12025550100
  routing  inbound
}
queue help {
  channels     voice
  max-waiting  5
  overflow     help_overflow
  after-hours  closed
  at-close     -> voicemail box
}
"""
FLOWS = """\
# How contacts flow.

# Everything arrives here.
routing inbound version 1 in-service {
  when hours office is closed -> after-hours closed
  otherwise -> script menu
}

# The main menu.
# It is short.
script menu version 1 in-service {
  start { play welcome -> top }
  menu top {  # listens
    say choices
    key 1 "Help" -> queue help
    key 2 "Box" -> voicemail box
    no-input -> queue help
    invalid -> queue help
  }
}  # end of the menu

overflow help_overflow version 1 in-service {
  when full or wait > 5m -> voicemail box
}

after-hours closed version 1 in-service {
  hours office
  otherwise -> voicemail box
}
"""


def small() -> dict[str, bytes]:
    """Return a small project with one name of every kind that has versions."""
    return {
        "ccdsl.yaml": SETTINGS,
        "center.ccdsl": CENTER.encode(),
        "flows.ccdsl": FLOWS.encode(),
    }


def generated(seed: int) -> dict[str, bytes]:
    """Return a generated project; rules that cover each other are answered for in it."""
    files = center_files(seed)
    return {
        **files,
        "ccdsl.yaml": files["ccdsl.yaml"] + _ANSWERED,
    }


@contextmanager
def brief_analysis() -> Iterator[None]:
    """Let the exact analysis give up early: in generated centers it takes far longer than all else.

    Their versions are what is asked about here; what contacts meet is asked about elsewhere. So
    nothing is said about what could not be decided (CC227), which nobody could answer for.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(compiler, "examine", partial(compiler.examine, budget=_BUDGET))
        patched.setattr(run, "RULES", tuple(rule for rule in run.RULES if rule.code != "CC227"))
        yield


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return the files of a project that lies on the disk, without what was built from it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "build" not in path.relative_to(folder).parts
    }


def planted(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a project to the disk."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@dataclass
class World:
    """A project in memory; every step that is accepted changes its files."""

    files: dict[str, bytes]
    clock: int = 0
    said: list[str] = field(default_factory=list)
    edits: tuple[Edit, ...] = ()
    _compiled: dict[object, Compiled] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return read_settings("ccdsl.yaml", self.files["ccdsl.yaml"], Problems())

    def compiled(self, *, locked: bool = False) -> Compiled:
        """Return the project compiled, once for each state of its files."""
        state = (locked, tuple(self.files.items()))
        if state not in self._compiled:
            memory = MemoryFiles(contents=dict(self.files))
            made = compile_project(memory, self.settings, TODAY, Guard(locked=locked))
            self._compiled = {**dict(list(self._compiled.items())[-1:]), state: made}
        return self._compiled[state]

    def errors(self, *, locked: bool = False) -> tuple[Diagnostic, ...]:
        found = self.compiled(locked=locked).diagnostics
        return tuple(one for one in found if one.severity is Severity.ERROR)

    @property
    def standing(self) -> Standing:
        return standing_of(self.compiled().program, MemoryFiles(contents=self.files))

    @property
    def basis(self) -> Basis:
        memory = MemoryFiles(contents=self.files)
        return Basis(
            files=memory,
            settings=self.settings,
            today=TODAY,
            lock=self.standing.lock,
            known=self.compiled().diagnostics,
        )

    def draft(self, key: Key) -> bool:
        step = draft(self.standing, key)
        if isinstance(step, Refused):
            return self._take(step)
        return self._take(draft_ahead(self.basis, step))

    def promote(self, *keys: Key, note: str = "promote") -> bool:
        return self._release(promote(self.standing, keys), note)

    def rollback(self, key: Key, to: int | None = None) -> bool:
        return self._release(rollback(self.standing, (key,), to), "roll back")

    def retire(self, key: Key) -> bool:
        return self._release(retire(self.standing, key), "retire")

    def release(self, note: str = "release") -> bool:
        return self._release(stay(self.standing), note)

    def _release(self, step: Step | Refused, note: str) -> bool:
        if isinstance(step, Refused):
            return self._take(step)
        self.clock += 1
        at = f"2026-11-22T{self.clock // 60:02}:{self.clock % 60:02}:00Z"
        return self._take(release_ahead(self.basis, step, Signed(at=at, by="maria", note=note)))

    def _take(self, step: Prospect | Refused) -> bool:
        """Apply what a step gave, or keep why it gave nothing."""
        if isinstance(step, Refused):
            self.said.append(step.message)
            return False
        if step.errors:
            self.said += [f"{one.code}: {one.message}" for one in step.errors]
            return False
        self.apply(step.edits)
        return True

    def apply(self, edits: Iterable[Edit]) -> None:
        self.edits = tuple(edits)
        for edit in self.edits:
            assert self.files.get(edit.path) == edit.before
            if edit.after is None:
                del self.files[edit.path]
            else:
                self.files[edit.path] = edit.after
