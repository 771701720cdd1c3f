"""What is in service says what it said when it went live."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import Key, named
from ccdsl.model.program import Program
from ccdsl.model.reach import version_digest
from ccdsl.rules.releases import called, command, lock_says, put_in_service
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC503", Severity.ERROR)
def in_service_edited(program: Program, facts: Facts) -> Iterator[Finding]:
    """A version in service was edited.

    Why: callers would meet something that nobody has put in service; what is live is never edited,
    it is replaced. Comments, layout and the place of a version are free.
    Example:
        script hello version 1 in-service {    # CC503
          start { play welcome -> queue help }    # the second release has no `play welcome`
        }
    Use instead: take the edit back, open a draft with `ccdsl draft script/hello`, edit that, and
    put it in service with `ccdsl promote script/hello`.
    """
    del facts
    guarded = program.guarded
    lock = program.lock
    if guarded is None or lock is None:
        return
    for one in program.in_service.declarations():
        key = (one.kind, one.name.text)
        locked = lock.in_service.get(key)
        number = one.version.number.value
        if locked and locked.version == number and version_digest(program, one) != locked.content:
            yield Finding(
                message=f"{called(key)} version {number} is in service, and was edited here",
                span=one.version.span,
                help=_way_out(program, key),
                labels=lock_says(
                    guarded, "in-service", named(key), put_in_service(lock, key, number)
                ),
            )


def _way_out(program: Program, key: Key) -> str:
    draft = program.version(key, ast.State.DRAFT)
    if draft is not None:
        number = draft.version.number.value
        return f"take the edit back, and make it in the draft, version {number}"
    return f"take the edit back, and make it in a draft: {command('draft', key)} opens one"
