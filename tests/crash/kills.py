"""Commands in processes of their own, killed at any instant; the next command must set it right."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from ccdsl.cli import COMMANDS as ALL
from ccdsl.cli import cli
from ccdsl.cli.ends import ending
from ccdsl.store.project import JOURNAL
from ccdsl.store.system import System
from tests.crash.acts import contents

_WHEN = ("--today", "2026-11-22")
_AT = ("--at", "2026-11-22T09:00:00Z")


@dataclass(frozen=True, slots=True)
class Case:
    """One command on one project: the files before and after it, and how long it takes (s)."""

    words: tuple[str, ...]
    before: dict[str, bytes]
    after: dict[str, bytes]
    whole_s: float
    act_s: float


def cases(files: dict[str, bytes], names: tuple[str, ...], by: tuple[str, ...]) -> list[Case]:
    """Return each command on a project as it comes about, run once to its end."""
    sign = (*by, *_WHEN, *_AT)
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _plant(folder, files)
        for name in names[1:]:
            assert _run(folder, ("draft", name, *sign)).code == 0
        for words in (
            ("draft", names[0]),
            ("release", "--note", "first"),
            ("promote", *names, "--note", "all of them"),
            ("rollback", names[0]),
        ):
            before = contents(folder)
            ran = _run(folder, (*words, *sign))
            assert ran.code == 0, ran.said
            assert _run(folder, ("check", "--today", "2026-11-22"), is_project=True).code == 0
            found.append(
                Case(
                    words=(*words, *sign),
                    before=before,
                    after=contents(folder),
                    whole_s=ran.whole_s,
                    act_s=ran.act_s,
                )
            )
    return found


def kill_many(case: Case, kills: int, random: Random) -> Counter[str]:
    """Kill a command many times, and count what the next one found; raises where it is wrong.

    Half of the kills come at any instant, half while files change.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number in range(kills):
            shutil.rmtree(folder)
            folder.mkdir()
            _plant(folder, case.before)
            in_act = number % 2 == 1
            wait_s = random.random() * (case.act_s * 1.2 if in_act else case.whole_s)
            ended = _kill(folder, case.words, wait_s, in_act=in_act)
            found[_judge(folder, case, ended)] += 1
    return found


def _judge(folder: Path, case: Case, ended: int | None) -> str:
    """Return how a killed command had ended, once the next command has looked at the project."""
    had_journal = (folder / JOURNAL).exists()
    had_act = (folder / JOURNAL / "act").exists()
    ran = _run(folder, ("history",))
    assert ran.code == 0, ran.said
    now = contents(folder)
    assert now in (case.before, case.after), ran.said
    assert not (folder / JOURNAL).exists()
    if had_act:
        assert "what it had begun is undone" in ran.said
        assert now == case.before
    if ended is not None:
        assert ended == 0
        assert now == case.after
        return "ended before it was killed"
    state = "after" if now == case.after else "before"
    if had_act:
        return "undone"
    return f"{state}, tidied" if had_journal else state


@dataclass(frozen=True, slots=True)
class _Ran:
    code: int
    said: str
    whole_s: float
    act_s: float


def _run(folder: Path, words: tuple[str, ...], *, is_project: bool = False) -> _Ran:
    """Run a command to its end in a process of its own."""
    with tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        pid, ready = _fork(folder, words, said.fileno(), is_project=is_project)
        has_act = os.read(ready, 1) == b"!"
        acting = time.monotonic()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        done = time.monotonic()
        os.close(ready)
        said.seek(0)
        text = said.read().decode()
    return _Ran(code=code, said=text, whole_s=done - begun, act_s=done - acting if has_act else 0.0)


def _kill(folder: Path, words: tuple[str, ...], wait_s: float, *, in_act: bool) -> int | None:
    """Kill a command some time after it began, or began to change files; None if that hit it."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a stream
        pid, ready = _fork(folder, words, nowhere.fileno())
        if in_act:
            os.read(ready, 1)
        time.sleep(wait_s)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(ready)
    return None if code == -signal.SIGKILL else code


def _fork(
    folder: Path, words: tuple[str, ...], said: int, *, is_project: bool = False
) -> tuple[int, int]:
    """Start a command; return its process, and what it writes to when it begins to change files."""
    ready, tell = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(tell)
        return pid, ready
    code = 70
    try:
        os.close(ready)
        os.dup2(said, 1)
        os.dup2(said, 2)
        System.step = _telling(tell)  # type: ignore[method-assign]
        where = (str(folder),) if is_project else ("--project", str(folder))
        arguments = [*words, *where]
        code = ending(lambda: cli.main(args=arguments, prog_name="ccdsl", standalone_mode=False))
    finally:
        os._exit(code)


def _telling(tell: int) -> Callable[[System, str, Path], None]:
    """Return a step that tells when the first file is about to be written."""
    told: list[str] = []

    def step(system: System, name: str, path: Path) -> None:
        del system, path
        if name == "write" and not told:
            told.append(name)
            os.write(tell, b"!")

    return step


def _plant(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def preload() -> None:
    """Import every command, so that a process that is started by forking begins at once."""
    for name in ALL:
        cli.get_command(None, name)  # type: ignore[arg-type]
