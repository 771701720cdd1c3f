"""Something guards what is in service."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import LOCK
from ccdsl.model.lock_against import find_parting
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span


@rule("CC509", Severity.ERROR)
def nothing_guards(program: Program, facts: Facts) -> Iterator[Finding]:
    """Nothing guards what is in service.

    Why: without `ccdsl.lock` nobody can tell whether what is in service was edited. A project that
    never had one is not guarded yet, which only `check --locked` minds; one with an archive had
    one.
    Example:
        ccdsl check --locked    # CC509
    Use instead: `ccdsl release --note "First release"`, which makes the first lock.
    """
    del facts
    guarded = program.guarded
    if guarded is None or guarded.file is not None:
        return
    parting = find_parting(None, guarded.against) if guarded.against else None
    if parting is not None and parting.why == "dropped":
        return  # It is known from where to take it back, which another rule says (CC512).
    release = '`ccdsl release --note "…"`'
    if guarded.archive:
        yield Finding(
            message=f"there is no `{LOCK}`, although `archive/` keeps what was in service before",
            span=Span(LOCK, 0, 0),
            help=f"take the file back from your version control; else {release} makes a new one",
        )
    elif guarded.locked:
        yield Finding(
            message=f"nothing guards what is in service here: there is no `{LOCK}`",
            span=Span(LOCK, 0, 0),
            help=f"{release} makes the first one",
        )
