"""A number that a version had is never another's."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import Key, Lock, named
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.model.reach import version_digest
from ccdsl.rules.releases import called, lock_says
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC504", Severity.ERROR)
def number_used_before(program: Program, facts: Facts) -> Iterator[Finding]:
    """A number belongs to an earlier version.

    Why: a version keeps its number for ever, so that everybody who names it means the same one;
    numbers only grow, even when a version was taken out of service or deleted.
    Example:
        script hello version 3 in-service {
          start { -> queue help }
        }
        script hello version 4 draft {    # CC504
          start { -> hang-up }    # version 4 was in service last week, and was rolled back
        }
    Use instead: the number that the message names; `ccdsl draft` chooses it by itself.
    """
    del facts
    guarded = program.guarded
    lock = program.lock
    if guarded is None or lock is None:
        return
    for key, group in program.versions.items():
        highest = lock.highest.get(key, 0)
        for one in group:
            if _is_used(program, key, one, lock) and not _is_told(one, group):
                yield _finding(guarded, key, one, max(highest, *map(_number, group)) + 1)


def _number(one: ast.Versioned) -> int:
    return one.version.number.value


def _is_used(program: Program, key: Key, one: ast.Versioned, lock: Lock) -> bool:
    """Whether the number of a version is another's by the lock."""
    number = _number(one)
    live = lock.in_service.get(key)
    if (live and live.version == number) or not 1 <= number <= lock.highest.get(key, 0):
        return False
    match one.version.state:
        case ast.State.DRAFT:
            return True
        case ast.State.IN_SERVICE:
            return lock.archived.get((*key, number)) != version_digest(program, one)
        case ast.State.RETIRED:
            return False


def _is_told(one: ast.Versioned, group: tuple[ast.Versioned, ...]) -> bool:
    """Whether the sources alone show that a draft's number is too low (CC502)."""
    is_draft = one.version.state is ast.State.DRAFT
    return is_draft and any(_number(each) > _number(one) for each in group)


def _finding(guarded: Guarded, key: Key, one: ast.Versioned, following: int) -> Finding:
    return Finding(
        message=f"{called(key)} has had a version {_number(one)} before",
        span=one.version.number.span,
        help=f"write `version {following} draft`",
        labels=lock_says(guarded, "highest", named(key), "numbers up to this one are used"),
    )
