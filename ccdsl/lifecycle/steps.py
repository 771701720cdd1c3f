"""The steps that a version takes, each as edits of the sources; nothing is judged here."""

from collections.abc import Iterator, Sequence

from ccdsl.lifecycle.desk import Desk, Rewritten
from ccdsl.lifecycle.refused import Refused
from ccdsl.lifecycle.standing import Standing, kept_version
from ccdsl.model.files import Unreadable
from ccdsl.model.lock import Key, archive_path, named
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Step:
    """A step towards a release.

    `whole` is what becomes of the sources; `alone`, what would if there were no drafts but those
    that are promoted: by that, callers are judged. One that `cannot_wait` is not held up by drafts.
    """

    whole: Rewritten
    alone: Rewritten
    cannot_wait: bool = False


def draft(standing: Standing, key: Key) -> Rewritten | Refused:
    """Return a draft of what is in service, with the next number, behind it."""
    kind, name = key
    there = standing.program.version(key, ast.State.DRAFT)
    if there is not None:
        return Refused(
            message=f"{kind} `{name}` has a draft already: version {there.version.number.text}, in "
            f"`{there.span.path}`",
            help=f"edit that one; `ccdsl promote {named(key)}` puts it in service",
        )
    path = next(_unread(standing.program, key), None)
    if path is not None:
        return Refused(
            message=f"`{path}` has another version of {kind} `{name}`, with a mistake in its "
            "header",
            help="mend that first: it may be a draft; `ccdsl check` says what is wrong",
        )
    live = standing.program.in_service.chosen(*key)
    if live is None:
        number = standing.highest(key) + 1
        way_out = f"write `{kind} {name} version {number} draft {{ … }}` yourself"
        if standing.lock is not None and key in standing.lock.highest:
            way_out += f", or let `ccdsl rollback {named(key)}` bring back what was"
        return Refused(
            message=f"no version of {kind} `{name}` is in service, so there is nothing to copy",
            help=way_out,
        )
    desk = standing.desk()
    desk.copy_behind(live, standing.highest(key) + 1)
    return desk.rewritten()


def _unread(program: Program, key: Key) -> Iterator[str]:
    """Yield where something that is no version yet begins like one of a name."""
    known = {one.span for one in program.versions.get(key, ())}
    for span in program.broken:
        text = program.sources[span.path].text[span.start : span.end]
        if span not in known and tuple(text.split()[:2]) == key:
            yield span.path


def stay(standing: Standing) -> Step:
    """Return a release of what is in service, as it is."""
    return _step(standing, standing.desk(), ())


def promote(standing: Standing, keys: Sequence[Key]) -> Step | Refused:
    """Return a set of drafts put in service, each in the place of what was there before."""
    desk = standing.desk()
    for key in keys:
        version = standing.program.version(key, ast.State.DRAFT)
        if version is None:
            return _no_draft(standing, key)
        desk.restate(version, ast.State.IN_SERVICE)
        live = standing.program.in_service.chosen(*key)
        if live is not None:
            path = _place_in_archive(standing, live)
            if isinstance(path, Refused):
                return path
            desk.take_out(live, path)
    return _step(standing, desk, keys)


def retire(standing: Standing, key: Key) -> Step | Refused:
    """Return what is in service taken out of service."""
    live = standing.program.in_service.chosen(*key)
    if live is None:
        return Refused(message=f"no version of {key[0]} `{key[1]}` is in service")
    used = _used_in_service(standing.program, key)
    if used is not None:
        return Refused(
            message=f"{key[0]} `{key[1]}` cannot be retired: {used.kind} `{used.name.text}` in "
            f"`{used.span.path}` still leads to it",
            help=f"take it out there first; `ccdsl where-used {named(key)}` shows every place",
        )
    path = _place_in_archive(standing, live)
    if isinstance(path, Refused):
        return path
    desk = standing.desk()
    desk.take_out(live, path)
    return _step(standing, desk, ())


def _used_in_service(program: Program, key: Key) -> ast.Declaration | None:
    """Return something else in service, or without versions, that leads contacts to a name."""
    for one in (*program.declarations, *program.in_service.declarations()):
        if isinstance(one, ast.Require | ast.Scenario) or (one.kind, one.name.text) == key:
            continue
        if isinstance(one, ast.Versioned) and one.version.state is not ast.State.IN_SERVICE:
            continue
        for use in program.references_of(one):
            if key[0] in use.kinds and use.name.text == key[1]:
                return one
    return None


def rollback(standing: Standing, keys: Sequence[Key], to: int | None) -> Step | Refused:
    """Return earlier versions put back to where those in service stand, all of a set or none."""
    desk = standing.desk()
    for key in keys:
        why_not = _roll_back(desk, standing, key, to)
        if why_not is not None:
            return why_not
    return _step(standing, desk, (), cannot_wait=True)


def _roll_back(desk: Desk, standing: Standing, key: Key, to: int | None) -> Refused | None:
    """Put an earlier version of a name back, or say why it cannot be."""
    live = standing.program.in_service.chosen(*key)
    number = earlier(standing, key) if to is None else to
    if isinstance(number, Refused):
        return number
    if live is not None and live.version.number.value == number:
        return Refused(message=f"version {number} of {key[0]} `{key[1]}` is in service already")
    path = None if live is None else _place_in_archive(standing, live)
    if isinstance(path, Refused):
        return path
    beside = standing.program.version(key, ast.State.RETIRED, number)
    if beside is not None:
        desk.restate(beside, ast.State.IN_SERVICE)
        if live is not None and path is not None:
            desk.take_out(live, path)
        return None
    kept = kept_version(standing, (*key, number))
    if isinstance(kept, Refused):
        return kept
    if live is not None and path is not None:
        desk.put_in_place(live, path, kept.file, kept.version)
    else:
        desk.append(_home(standing, key), kept.file, kept.version)
    desk.delete(kept.path)
    return None


def earlier(standing: Standing, key: Key) -> int | Refused:
    """Return the version that what is in service was promoted over; else the last in service."""
    live = standing.program.in_service.chosen(*key)
    releases = standing.lock.releases if standing.lock is not None else ()
    moves = [move for release in releases for move in release.moves if move.key == key]
    if live is not None:
        number = live.version.number.value
        promoted = next((at for at, one in enumerate(moves) if one.after == number), 0)
        moves = moves[: promoted + 1]
    found = next((one.before for one in reversed(moves) if one.before is not None), None)
    if found is None:
        before = "" if live is None else f" version {live.version.number.text}"
        return Refused(
            message=f"no version of {key[0]} `{key[1]}` was in service before{before}",
            help=f"`ccdsl history {named(key)}` tells what was; `--to N` goes to any of them",
        )
    return found


def _step(
    standing: Standing, desk: Desk, promoted: Sequence[Key], *, cannot_wait: bool = False
) -> Step:
    """Return what is on a desk, with the other drafts and without them."""
    whole = desk.rewritten()
    others = [key for key in standing.drafts() if key not in promoted]
    for key in others:
        draft = standing.program.version(key, ast.State.DRAFT)
        if draft is not None:
            desk.silence(draft)
    alone = desk.rewritten() if others else whole
    return Step(whole=whole, alone=alone, cannot_wait=cannot_wait)


def _home(standing: Standing, key: Key) -> str:
    """Return the source that a version goes to when nothing of its name is in service.

    That is where its draft is, or something of its kind, or the center.
    """
    own = standing.program.versions.get(key, ())
    alike = (one for one in standing.program.declarations if one.kind == key[0])
    found = next(iter((*own, *alike, *standing.program.declarations)))
    return found.span.path


def _place_in_archive(standing: Standing, version: ast.Versioned) -> str | Refused:
    """Return the archive's path of a version that leaves service, if nothing lies there."""
    number = version.version.number.value
    path = archive_path((version.kind, version.name.text, number))
    there = standing.files.read(path)
    if isinstance(there, Unreadable) and there.reason == "missing":
        return path
    return Refused(
        message=f"`{path}` is there already, so version {number} of {version.kind} "
        f"`{version.name.text}` cannot be kept",
        help="nothing in the archive is ever overwritten: find out who put that file there",
    )


def _no_draft(standing: Standing, key: Key) -> Refused:
    drafts = ", ".join(f"`{named(each)}`" for each in standing.drafts())
    message = f"{key[0]} `{key[1]}` has no draft"
    if standing.program.in_service.chosen(*key) is not None:
        return Refused(message=message, help=f"`ccdsl draft {named(key)}` opens one")
    return Refused(message=message, help=f"there are drafts of {drafts}" if drafts else None)
