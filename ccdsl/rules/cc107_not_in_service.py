"""What is in service never rests on what is not."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.references import Reference
from ccdsl.model.vocabulary import VERSIONED
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.uses import states
from ccdsl.rules.words import first_here, headed
from ccdsl.syntax import ast


@rule("CC107", Severity.ERROR)
def not_in_service(program: Program, facts: Facts) -> Iterator[Finding]:
    """Something in service names what is not in service.

    Why: a draft is not there yet and a retired version is not there any more; a contact sent there
    would be lost. Drafts may name drafts.
    Example:
        entry second_line {
          voice    +18005550177
          routing  rehearsal    # CC107
        }
        routing rehearsal version 1 draft {
          otherwise -> queue help
        }
    Use instead: name a version that is in service, or put the draft in service together with
    what names it.
    """
    del facts
    for owner in program.declarations:
        if isinstance(owner, ast.Recording):
            continue  # A pause may name a step of any version.
        exempt = _exempt(owner)
        for reference in program.references_of(owner):
            if exempt is not None and reference.name.span not in exempt:
                finding = _missing(program, owner, reference)
                if finding is not None:
                    yield finding


def _exempt(owner: ast.AnyDeclaration) -> frozenset[object] | None:
    """Return the places in which any version may be named; None where it may be everywhere."""
    if not isinstance(owner, ast.Require | ast.Scenario):
        return frozenset()
    if any(one.word == "since" for one in owner.applies):
        return None
    return frozenset(one.name.span for one in owner.applies)


def _missing(program: Program, owner: ast.AnyDeclaration, reference: Reference) -> Finding | None:
    kind, name = reference.kinds[0], reference.name.text
    there = states(program, kind, name) if kind in VERSIONED else frozenset()
    if not there or ast.State.IN_SERVICE in there:
        return None
    if program.is_partial(program.versions[(kind, name)]):
        return None
    lock = program.lock
    if lock is not None and (kind, name) in lock.in_service:
        return None  # It was taken out by hand, which another rule speaks of (CC505).
    is_draft = ast.is_draft(owner)
    if is_draft and ast.State.DRAFT in there:
        return None
    last = ast.State.DRAFT if ast.State.DRAFT in there else ast.State.RETIRED
    stands = next(one for one in program.versions[(kind, name)] if one.version.state is last)
    state = "in draft" if last is ast.State.DRAFT else "retired"
    here = "is a draft" if is_draft else "counts now"
    return Finding(
        message=f"{kind} `{name}` is only {state}, and {headed(owner)} {here}",
        span=reference.name.span,
        help=f"put a version of `{name}` in service, or name another {kind}",
        labels=first_here(stands.version.span, "it stands here"),
    )
