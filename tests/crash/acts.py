"""What the commands write: whole projects before and after each of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ccdsl.lifecycle.edits import Edit
from tests.lifecycle.centers import ROOT, World, generated, on_disk, small

COMMANDS = ("release", "draft", "promote", "rollback")
_SET = 3


@dataclass(frozen=True, slots=True)
class Act:
    """One command on one project: its words, the files before, and what it writes."""

    name: str
    words: tuple[str, ...]
    before: dict[str, bytes]
    edits: tuple[Edit, ...]

    @property
    def after(self) -> dict[str, bytes]:
        """Return the files after it."""
        changed = {edit.path: edit.after for edit in self.edits}
        whole = {**self.before, **changed}
        return {path: data for path, data in sorted(whole.items()) if data is not None}


def projects() -> dict[str, Callable[[], dict[str, bytes]]]:
    """Return every project that commands are broken off on, by name."""
    folders = (*sorted((ROOT / "examples").iterdir()), ROOT / "tests/projects/tour")
    found: dict[str, Callable[[], dict[str, bytes]]] = {"small": small}
    for seed in range(3):
        found[f"generated-{seed}"] = lambda seed=seed: generated(seed)
    for folder in folders:
        if folder.is_dir():
            found[folder.name] = lambda folder=folder: on_disk(folder)
    return found


def acts(files: dict[str, bytes]) -> Iterator[Act]:
    """Yield one act of each command, on a project as it comes about."""
    world = World(without_history(files))
    names = sorted(world.standing.program.versions)[:_SET]
    typed = tuple("/".join(key) for key in names)
    yield _act(world, ("release", "--note", "first"), world.release)
    for key in names[1:]:
        assert world.draft(key), world.said
    yield _act(world, ("draft", typed[0]), lambda: world.draft(names[0]))
    words = ("promote", *typed, "--note", "all of them")
    yield _act(world, words, lambda: world.promote(*names))
    yield _act(world, ("rollback", typed[0]), lambda: world.rollback(names[0]))


def without_history(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return a project as it was before its first release."""
    return {
        path: data
        for path, data in files.items()
        if path != "ccdsl.lock" and not path.startswith("archive/")
    }


def _act(world: World, words: tuple[str, ...], step: Callable[[], bool]) -> Act:
    before = dict(sorted(world.files.items()))
    assert step(), world.said
    assert world.errors(locked=words[0] != "draft") == ()
    return Act(name=words[0], words=words, before=before, edits=world.edits)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a project on the disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
