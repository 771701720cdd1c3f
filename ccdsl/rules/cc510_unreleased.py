"""What the versions in service lead to is what was released with them."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import Key, Lock, named
from ccdsl.model.lock_drift import Drift, find_drift
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.rules.releases import called, lock_place, released
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.syntax import ast

_HELP = (
    '`ccdsl release --note "…"` takes it into service; `ccdsl plan` shows what it means for callers'
)
_MOST_LABELS = 2


@rule("CC510", Severity.ERROR, whole=True)
def not_released(program: Program, facts: Facts) -> Iterator[Finding]:
    """What a version in service leads to has changed.

    Why: a queue, a prompt or opening hours have no versions, and a change in them reaches callers
    through what is in service; `check --locked` wants somebody to have released it.
    Example:
        prompt welcome {    # CC510
          en-US "Welcome back."    # the last release found "Welcome."
        }
    Use instead: `ccdsl release --note "Say welcome back"`, or the text as it was.
    """
    del facts
    guarded = program.guarded
    lock = program.lock
    if guarded is None or lock is None or not guarded.locked:
        return
    drift = find_drift(program, lock)
    declared = {(one.kind, one.name.text): one for one in program.declarations}
    for key in drift.changed:
        yield _changed(program, declared[key], drift.reach.who_reaches(key), lock)
    for version in drift.versions:
        yield _elsewhere(guarded, version, drift)


def _changed(
    program: Program, one: ast.AnyDeclaration, versions: Sequence[Key], lock: Lock
) -> Finding:
    key = (one.kind, one.name.text)
    how = "has changed" if key in lock.reached else "has come in"
    since = f" since {released(lock.last)}" if lock.last else ""
    return Finding(
        message=f"{called(key)} {how}{since}, and was not released",
        span=one.name.span,
        help=_HELP,
        labels=tuple(
            Label(span=live.version.span, text=f"{called(version)} leads to it{more}")
            for version, more in _shown(versions)
            if (live := program.in_service.chosen(*version)) is not None
        ),
    )


def _shown(versions: Sequence[Key]) -> Iterator[tuple[Key, str]]:
    """Yield the versions that are named, the last of them with how many more there are."""
    for number, version in enumerate(versions[:_MOST_LABELS], 1):
        left = len(versions) - _MOST_LABELS if number == _MOST_LABELS else 0
        more = f", and so {'does' if left == 1 else 'do'} {left} more in service"
        yield version, more if left > 0 else ""


def _elsewhere(guarded: Guarded, version: Key, drift: Drift) -> Finding:
    """Say that a version leads to less than it did, which no declaration of now can show."""
    lost = listed([f"{kind} {name}" for kind, name in drift.lost])
    why = f"nothing leads to {lost} any more" if lost else "something on the way is gone"
    return Finding(
        message=f"{called(version)} leads to less than when it was released: {why}",
        span=lock_place(guarded, "in-service", named(version)),
        help=_HELP,
    )
