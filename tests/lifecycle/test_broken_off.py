"""Whole commands broken off: what is said then, and what the next command says."""

from functools import partial
from pathlib import Path

import pytest

from ccdsl.cli import holding
from ccdsl.store.journal import hold_project
from ccdsl.store.project import JOURNAL
from tests.cli.commands import TODAY, Ran, Run
from tests.crash.acts import contents
from tests.crash.faults import Death, Fault, Faulty
from tests.lifecycle.centers import planted, small

AT = ("--at", "2026-11-22T09:00:00Z", "--today", TODAY)
PROMOTE = ("promote", "script/menu", "--note", "x")


@pytest.fixture
def center(tmp_path: Path, run: Run) -> Path:
    """Return a project with a draft to promote."""
    folder = planted(tmp_path / "small", small())
    assert run("release", "--project", folder, *AT).code == 0
    assert run("draft", "script/menu", "--project", folder, *AT).code == 0
    return folder


class Broken:
    """Commands on a system that breaks off at a step."""

    def __init__(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run = run
        self.monkeypatch = monkeypatch

    def __call__(self, folder: Path, system: Faulty) -> Ran:
        with self.monkeypatch.context() as patched:
            patched.setattr(holding, "hold_project", partial(hold_project, system=system))
            return self.run(*PROMOTE, "--project", folder, *AT)


@pytest.fixture
def broken(run: Run, monkeypatch: pytest.MonkeyPatch) -> Broken:
    return Broken(run, monkeypatch)


def steps_of(folder: Path, broken: Broken) -> list[str]:
    """Return the steps that the command takes, on a copy."""
    copy = planted(folder.parent / "copy", contents(folder))
    system = Faulty()
    assert broken(copy, system).code == 0
    return [f"{step} {name}" for step, name in system.steps]


@pytest.mark.parametrize("fault", ["error", "broken"])
def test_whatever_the_disk_refuses_is_said_and_leaves_all_as_it_was(
    center: Path, broken: Broken, run: Run, fault: Fault
) -> None:
    steps = steps_of(center, broken)
    before = contents(center)
    for at in range(0, steps.index("rename done") + 1, 2):
        ran = broken(center, Faulty(at, fault))
        assert ran.code == 2, (at, ran)
        assert ran.out == ""
        # What a release would change for contacts is told before it is written.
        error = ran.err.removeprefix(
            "nothing changes for any contact: all 4 classes are unchanged\n"
        )
        assert error.startswith("error: `"), ran.err
        assert error.count("\n") == 1, ran.err
        if fault == "error" and steps[at].startswith("write"):
            assert error == f"error: `{center}`: nothing was changed: the disk is full\n"
        after = run("check", center, "--today", TODAY)
        assert after.code == 0
        if "the next ccdsl command undoes it" in ran.err:
            assert "what it had begun is undone" in after.err
        assert contents(center) == before
    assert broken(center, Faulty()).code == 0


def test_the_next_command_says_what_it_found(center: Path, broken: Broken, run: Run) -> None:
    steps = steps_of(center, broken)
    before = contents(center)
    with pytest.raises(Death):
        broken(center, Faulty(steps.index("rename done"), "death"))
    assert contents(center) != before
    ran = run("check", center, "--today", TODAY)
    assert ran.code == 0
    assert ran.err.startswith("note: `ccdsl promote script/menu` (process ")
    assert ran.err.endswith(
        ", since 2026-11-22T09:00:00Z) was broken off; what it had begun is undone, and nothing is "
        "lost: run it again\n"
    )
    assert contents(center) == before
    assert run("check", center, "--today", TODAY).err == ""
    with pytest.raises(Death):
        broken(center, Faulty(steps.index("rename done") + 2, "death"))
    ran = run("history", "--project", center)
    assert ran.out.startswith("release 2 ")
    assert "was broken off when all of it was done: it holds" in ran.err


@pytest.mark.parametrize(
    "words", [("fmt", "--check"), ("build",), ("status",), ("test",), ("doctor",)]
)
def test_every_command_that_opens_a_project_undoes_first(
    center: Path, broken: Broken, run: Run, words: tuple[str, ...]
) -> None:
    steps = steps_of(center, broken)
    before = contents(center)
    with pytest.raises(Death):
        broken(center, Faulty(steps.index("rename done"), "death"))
    ran = run(*words, center)
    assert "what it had begun is undone" in ran.err
    kept = {path: data for path, data in contents(center).items() if "build" not in path}
    assert kept == before
    assert not (center / JOURNAL).exists()


@pytest.mark.parametrize(
    "words", [PROMOTE, ("lock", "repair", "--keep", "ours"), ("retire", "script/menu")]
)
def test_every_command_that_changes_a_project_says_what_it_put_back(
    center: Path, broken: Broken, run: Run, words: tuple[str, ...]
) -> None:
    steps = steps_of(center, broken)
    with pytest.raises(Death):
        broken(center, Faulty(steps.index("rename done"), "death"))
    at = AT[2:] if words[0] == "lock" else AT
    ran = run(*words, "--project", center, *at)
    assert ran.err.count("what it had begun is undone") == 1
