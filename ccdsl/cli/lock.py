"""`ccdsl lock repair`: the way out when two branches both went live."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from ccdsl.cli.changing import done, show
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.given_up import places_of
from ccdsl.cli.holding import holding, now
from ccdsl.cli.options import by_option, project_option, today_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import Judged, judge, project_folder, read_project
from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.edits import Edit
from ccdsl.lifecycle.people import who_may
from ccdsl.lifecycle.prospect import is_about_versions
from ccdsl.lifecycle.repair import (
    Choice,
    Given,
    Repaired,
    choice_after,
    choice_of,
    given_up,
    repair,
)
from ccdsl.lifecycle.standing import Standing
from ccdsl.model.lock import LOCK, Lock, Release, named
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.lock_read import read_lock
from ccdsl.model.lock_sides import common, split_sides
from ccdsl.model.lock_text import lock_text
from ccdsl.rules.releases import called, sides_told
from ccdsl.store.disk import DiskFiles
from ccdsl.store.git import merge_sides, user_email

Side = Literal["ours", "theirs"]
_WORDS: dict[Side, str] = {"ours": "our side", "theirs": "their side"}


@click.group("lock")
def command() -> None:
    """Put right a lock that two branches have changed."""


@command.command("repair", short_help="Keep the releases of one side, after a merge of two.")
@click.option(
    "--keep",
    type=click.Choice(("ours", "theirs")),
    help="Which side is live: `ours` was here before the merge, `theirs` came in with it.",
)
@by_option
@project_option
@today_option
def repair_command(*, keep: Side | None, by: str | None, project: str, today: date) -> Exit:
    """Keep the releases of one side, after two branches both went live and were merged.

    Only you know which of them callers meet; nothing is guessed. What the other side put in
    service becomes a draft again, and is listed, to be promoted once more. Without `--keep`, both
    sides are shown and nothing is changed.
    """
    folder = project_folder(project)
    # Asked before the project is held: git would hold it on, were we killed while it starts.
    email = user_email(folder)
    with holding(folder, "lock repair", now()) as held:
        judged = judge(read_project(folder, DiskFiles(root=folder)), today)
        choice = _choice(folder, judged)
        if keep is None:
            raise Refusal(_both(choice), "say which side is live: `--keep ours` or `--keep theirs`")
        _refuse_markers(judged)
        done(who_may(judged.compiled.program, "promote", email, by))
        kept, other = _chosen(choice, keep)
        standing = Standing(program=judged.compiled.program, files=judged.project.files, lock=kept)
        repaired = repair(standing, kept)
        lost = tuple(places_of(folder, given_up(standing, kept, other)))
        data = judged.project.files.read(LOCK)
        before = data if isinstance(data, bytes) else None
        edit = Edit(path=LOCK, before=before, after=lock_text(kept).encode())
        held.apply((*repaired.rewritten.edits, edit))
    _tell(keep, kept, other.releases[common(kept.releases, other.releases) :], repaired)
    _tell_lost(lost)
    return _check_again(folder, today)


def _choice(folder: Path, judged: Judged) -> Choice:
    """Return the two sides that met in the lock; refuse a lock in which no two sides did."""
    guarded = judged.compiled.program.guarded
    if guarded is None or guarded.file is None:
        raise Refusal(f"there is no `{LOCK}` here", "`ccdsl release` makes the first one")
    whole = guarded.lock
    merged = _digests(guarded)
    for pair in (*_in_text(guarded), *merge_sides(folder, LOCK)):
        ours, theirs = (read_lock(LOCK, each, Problems()).lock for each in pair)
        if ours is None or theirs is None:
            continue
        # Of a merge that was repaired already, the other side can be taken after all.
        again = choice_after(whole, ours, theirs) if whole else None
        choice = again if whole else choice_of(ours, theirs, merged)
        if choice is not None:
            return choice
    if whole is not None:
        raise Refusal(f"`{LOCK}` is whole: there is nothing to repair")
    raise Refusal(
        f"`{LOCK}` is not what a release wrote, and its two sides cannot be made out any more",
        "take the file back from the branch that is live, and promote there what is missing",
    )


def _in_text(guarded: Guarded) -> list[tuple[bytes, bytes]]:
    sides = guarded.sides
    return [(sides.ours.encode(), sides.theirs.encode())] if sides else []


def _digests(guarded: Guarded) -> tuple[str, ...]:
    """Return the digests of all releases that a merged lock has, on either side."""
    text = guarded.file.source.text if guarded.file else ""
    sides = split_sides(text)
    texts = (sides.ours, sides.theirs) if sides else (text,)
    read = [read_lock(LOCK, each.encode(), Problems()).partial for each in texts]
    return tuple(one.digest for lock in read if lock for one in lock.releases)


def _chosen(choice: Choice, keep: Side) -> tuple[Lock, Lock]:
    """Return the lock that is kept, and the one that is given up."""
    if keep == "theirs":
        return choice.theirs, choice.ours
    return choice.ours, choice.theirs


def _both(choice: Choice) -> str:
    """Return what each side has released since they parted."""
    shared = common(choice.ours.releases, choice.theirs.releases)
    ours = sides_told(choice.ours.releases[shared:])
    theirs = sides_told(choice.theirs.releases[shared:])
    return f"two branches both went live: `ours` is {ours}; `theirs` is {theirs}"


def _refuse_markers(judged: Judged) -> None:
    for file in judged.compiled.program.files:
        sides = split_sides(file.source.text)
        if sides is not None:
            line = file.source.position(sides.start).line
            raise Refusal(
                f"`{file.source.path}` still has the marks of a merge, in line {line}",
                "decide there first which text is to stay, then repair the lock",
            )


def _tell(keep: Side, kept: Lock, other: tuple[Release, ...], repaired: Repaired) -> None:
    """Say what was kept, what was given up, and what is to be promoted again."""
    last = sides_told((kept.last,)) if kept.last else ""
    result(f"kept {_WORDS[keep]}, up to {last}\n")
    result(f"given up: {sides_told(other)}\n")
    for kind, name, number in repaired.restored:
        result(f"{kind} {name}: version {number} is in service again\n")
    for kind, name, number in repaired.demoted:
        where = "in the archive" if (kind, name, number) in kept.archived else "a draft again"
        result(f"{kind} {name}: version {number} is {where}\n")
    again = [key for key in repaired.demoted if key not in kept.archived]
    if again:
        names = " ".join(named(key[:2]) for key in again)
        say(f'next: `ccdsl promote {names} --note "…"` puts it in service after all')
    for key in repaired.open:
        say(f"note: {called(key)} is to be put right by hand; the check below says how")


def _tell_lost(lost: tuple[tuple[Given, str | None], ...]) -> None:
    """Say where the text is that was given up and stands nowhere here."""
    for given, shown in lost:
        what = f"{called((given.kind, given.name))} version {given.number} of the other side"
        where = f"`{shown}` has it" if shown else "the commit it came from has it"
        draft = f"`ccdsl draft {given.kind}/{given.name}` opens a draft for it"
        say(f"next: {what} is not in the sources any more; {where}, and {draft}")


def _check_again(folder: Path, today: date) -> Exit:
    """Show what is still wrong about versions."""
    judged = judge(read_project(folder, DiskFiles(root=folder)), today)
    found = [one for one in judged.findings.diagnostics if is_about_versions(one)]
    if found:
        show(judged, found)
    return Exit.FINDINGS if found else Exit.CLEAN
