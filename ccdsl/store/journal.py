"""Edits of several files as one act: whatever breaks it off, all of it happens or nothing does.

Before anything is touched, the new files and copies of the old ones are written into a hidden
folder of the project, down to the disk, and then a record of the act. The record is the switch:
while it is there the act may be half done, and whoever opens the project next puts everything
back as it was; giving it another name, in one step, is what makes the act happen.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ccdsl.lifecycle.edits import Edit
from ccdsl.record import record
from ccdsl.store.errors import StoreError, words
from ccdsl.store.holding import holding, in_use, try_to_hold, wait_to_hold, who_held
from ccdsl.store.journal_record import Act, Change, Holder, act_text, fingerprint
from ccdsl.store.journal_targets import (
    Target,
    bytes_of,
    changed_meanwhile,
    find_targets,
    missing_folders,
)
from ccdsl.store.project import ACT, JOURNAL
from ccdsl.store.system import REAL, System
from ccdsl.store.undoing import DONE, NEW, OLD, PART, clean, undo, unfinished, what_is_left

_WAIT_S = 5.0


@record
class Held:
    """A project that one command alone may change; `told` says what an earlier one had left."""

    root: Path
    holder: Holder
    system: System
    told: tuple[str, ...]

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make all edits, or none.

        Raises StoreError, with every file as it was, where a file is no longer what an edit says
        that it was before, or where something stands in the way.
        """
        changes = [one for one in edits if one.before != one.after]
        if not changes:
            return
        try:
            self._run(changes)
        except OSError as error:
            raise StoreError(f"nothing was changed: {words(error)}", self._place(error)) from error

    def _place(self, error: OSError) -> Path:
        """Return what an administrator calls the place of an error: not one of our own copies.

        Of two files, as of one that is moved, that is the other.
        """
        named = (one for one in (error.filename, error.filename2) if isinstance(one, str | Path))
        theirs = (one for one in map(Path, named) if not one.is_relative_to(self.root / JOURNAL))
        return next(theirs, self.root)

    def _run(self, edits: Sequence[Edit]) -> None:
        targets = find_targets(self.root, edits)
        act = Act(
            holder=self.holder,
            changes=tuple(_change(self.root, target) for target in targets),
            folders=missing_folders(self.root, targets),
        )
        try:
            self._stage(targets)
            self._declare(act)
            self._change(targets, act)
            self.system.rename(self._own(ACT), self._own(DONE))
        except BaseException:
            # Whatever it is, Ctrl-C too: an act that is not done is undone.
            self._give_up(act)
            raise
        with suppress(OSError):
            # The copies go only when it is certain that nobody will want to undo the act.
            self.system.sync_folder(self._own())
            clean(self.root, self.system)

    def _own(self, *parts: str) -> Path:
        return self.root.joinpath(JOURNAL, *parts)

    def _stage(self, targets: Sequence[Target]) -> None:
        """Write down to the disk what the files are to hold, and what they hold."""
        for folder in (NEW, OLD):
            self.system.make_folder(self._own(folder))
        for number, target in enumerate(targets):
            for folder, data in ((NEW, target.edit.after), (OLD, target.edit.before)):
                if data is not None:
                    self.system.write(self._own(folder, str(number)), data, target.mode)
        for folder in (NEW, OLD):
            self.system.sync_folder(self._own(folder))

    def _declare(self, act: Act) -> None:
        """Write the record: from here on, whoever comes next undoes the act."""
        self.system.write(self._own(PART), act_text(act).encode(), None)
        self.system.rename(self._own(PART), self._own(ACT))
        self.system.sync_folder(self._own())
        self.system.sync_folder(self.root)

    def _change(self, targets: Sequence[Target], act: Act) -> None:
        for folder in act.folders:
            self.system.make_folder(self.root / folder)
        for number, target in enumerate(targets):
            if bytes_of(target.real) != target.edit.before:
                raise changed_meanwhile(target.real)
            if target.edit.after is None:
                self.system.unlink(target.real)
            else:
                self.system.rename(self._own(NEW, str(number)), target.real)
        touched = {target.real.parent for target in targets}
        touched |= {(self.root / folder).parent for folder in act.folders}
        for parent in sorted(touched):
            self.system.sync_folder(parent)

    def _give_up(self, act: Act) -> None:
        """Put everything back now; what that cannot do, the next command does."""
        if self._own(ACT).exists():
            try:
                undo(self.root, act, self.system)
            except OSError as error:
                message = (
                    "the change could neither be made nor be undone for now: "
                    f"{words(error)}; the next ccdsl command undoes it"
                )
                raise StoreError(message, self._place(error)) from error
        clean(self.root, self.system)


@contextmanager
def hold_project(
    folder: Path, holder: Holder, system: System = REAL, wait_s: float = _WAIT_S
) -> Iterator[Held]:
    """Hold a project for one command, with what an earlier one had begun put back first.

    Raises StoreError where another command holds it for longer than `wait_s` seconds, or where
    nothing can be written.
    """
    root = Path(os.path.realpath(folder))
    journal = root / JOURNAL
    with _called(folder, root):
        try:
            handle = wait_to_hold(journal, system, wait_s)
        except OSError as error:
            raise StoreError(f"nothing can be changed here: {words(error)}", root) from error
        before = who_held(journal)
        with holding(journal, handle, holder, system):
            try:
                told = _put_back(root, before, system)
            except OSError as error:
                raise _cannot_undo(root, error) from error
            yield Held(root=root, holder=holder, system=system, told=told)


def recover(folder: Path, system: System = REAL, wait_s: float = _WAIT_S) -> tuple[str, ...]:
    """Put back what a command that was broken off had begun, and return what to say of it.

    To be called by whoever is about to read a project; where no command is at work, it costs a
    look for one folder. While another command is changing files, it waits. Raises StoreError
    where the project cannot be put back, or the other command does not come to its end.
    """
    if not os.path.lexists(os.path.join(folder, JOURNAL)):  # noqa: PTH118 - on every start
        return ()
    root = Path(os.path.realpath(folder))
    with _called(folder, root):
        end = None
        while (told := _recover_once(root, system)) is None:
            now = system.pause()
            end = now + wait_s if end is None else end
            if now > end:
                raise in_use(root / JOURNAL)
        return told


@contextmanager
def _called(folder: Path, root: Path) -> Iterator[None]:
    """Let an error name its place as the user named the project."""
    try:
        yield
    except StoreError as error:
        if error.path.is_relative_to(root):
            named = folder / error.path.relative_to(root)
            raise type(error)(error.message, named, error.help) from error
        raise


def _recover_once(root: Path, system: System) -> tuple[str, ...] | None:
    """Recover where nobody is at work; return None while somebody is just changing files."""
    journal = root / JOURNAL
    try:
        handle = try_to_hold(journal, system)
        if handle is None:
            return None if (journal / ACT).exists() else ()
        before = who_held(journal)
        with holding(journal, handle, None, system):
            return _put_back(root, before, system)
    except OSError as error:
        if not (journal / ACT).exists():
            return ()
        raise _cannot_undo(root, error) from error


def _cannot_undo(root: Path, error: OSError) -> StoreError:
    message = (
        "a command was broken off while it changed this project, and what it had begun must be "
        f"undone before anything else; that cannot be done: {words(error)}"
    )
    return StoreError(message, root)


def _put_back(root: Path, before: Holder | None, system: System) -> tuple[str, ...]:
    """Undo what an earlier command had begun, and say so."""
    act = unfinished(root)
    if act is not None:
        told = undo(root, act, system)
        clean(root, system)
        done = "was broken off; what it had begun is undone, and nothing is lost: run it again"
        return (f"{act.holder} {done}", *told)
    left = what_is_left(root)
    clean(root, system)
    return () if before is None else (f"{before} {left}",)


def _change(root: Path, target: Target) -> Change:
    return Change(
        path=target.real.relative_to(root).as_posix(),
        before=fingerprint(target.edit.before),
        after=fingerprint(target.edit.after),
    )
