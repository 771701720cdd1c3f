"""Requirements proven: for every contact they are about, whatever anyone chooses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from ccdsl.analysis.alike import unlike
from ccdsl.analysis.axes import ARRIVING
from ccdsl.analysis.binding import Meaning, bound_walk, bounds_of
from ccdsl.analysis.claims import Violation, violations
from ccdsl.analysis.concerning import concerns
from ccdsl.analysis.examining import Examined
from ccdsl.analysis.forcing import unforced
from ccdsl.analysis.sets import BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import who_reaches
from ccdsl.model.program import View
from ccdsl.model.proofs import Counterexample, Proof, Verdict
from ccdsl.record import worker
from ccdsl.simulate.judge import counts
from ccdsl.syntax import ast

_STEPS = 250_000
"""What it may take to prove one requirement for one part of a center: there may be hundreds."""


def proofs_of(examined: Examined) -> tuple[Proof, ...]:
    """Return the proof of every requirement, each in the first center in which it counts."""
    found: dict[int, Proof] = {}
    program = examined.program
    for view in program.views:
        for require in program.requires:
            if id(require) not in found and counts(view, require.applies):
                found[id(require)] = prove(examined.centers[view.which].walks, view, require)
    return tuple(found.values())


def with_failures(examined: Examined, proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Return proofs that count what `on-failure` does as well, where there is any."""
    found = []
    for proof in proofs:
        failing = examined.centers[proof.which].failure
        found.append(proof if failing is None else _failing_too(proof, failing))
    return tuple(found)


def _failing_too(proof: Proof, failing: Walk) -> Proof:
    """Return a proof that counts failures, undecided where that takes too many steps."""
    sets = failing.space.sets
    try:
        with sets.allowance(min(_STEPS, sets.budget)):
            return _with_failures(proof, failing)
    except BudgetError:
        return replace(proof, verdict="undecided")


def _with_failures(proof: Proof, failing: Walk) -> Proof:
    """Return a proof that counts what `on-failure` does: any step may fail for anybody.

    Where that hangs on who has failed or on what came before, it is undecided: neither is followed.
    """
    if proof.verdict != "holds" or not proof.classes:
        return proof
    sets = failing.space.sets
    try:
        with sets.allowance(min(_STEPS, sets.budget)):
            found = _failing(proof, failing)
    except BudgetError:
        return replace(proof, verdict="undecided")
    # Where not all that may fail was followed, that nothing was found proves nothing.
    is_certain = failing.complete or found.verdict != "holds"
    return found if is_certain else replace(found, verdict="undecided")


def _failing(proof: Proof, failing: Walk) -> Proof:
    """Return a proof that holds as what `on-failure` does leaves it."""
    verdict: Verdict = "holds"
    for claim in proof.require.claims:
        if isinstance(claim, ast.ReachesWithin | ast.SameForAll):
            continue
        for each in violations(failing, claim):
            broken = set(_failing_so(failing, proof.require.when, each))
            if broken <= {"none"}:
                continue
            is_sure = not isinstance(claim, ast.HearsBefore) and not _must_pass(claim)
            if broken == {"all"} and is_sure and not bounds_of(proof.require.when):
                what = f"{each.what} when the platform cannot carry out a step"
                found = Counterexample(claim=claim, what=what, end="", scenario="")
                return replace(proof, verdict="fails", counterexample=found)
            verdict = "undecided"
    return replace(proof, verdict=verdict)


def _must_pass(claim: ast.Claim) -> bool:
    return isinstance(claim, ast.Passes) and not claim.never


def _failing_so(
    failing: Walk, when: ast.Condition | None, violation: Violation
) -> Iterator[Literal["all", "some", "none"]]:
    """Yield, for every kind of contact concerned, how many of them break a claim by failing."""
    side = failing.space.center.side
    for begin, contacts in failing.begin.items():
        channel = failing.places[begin].channel
        lines = [line for line in failing.space.axes.lines if line.channel == channel]
        if concerns(side, when, lines):
            some = failing.beginning({begin: contacts})
            broken = who_reaches(some, violation.goals, violation.allowed)
            yield "all" if broken == contacts else ("some" if broken else "none")


def prove(walks: Sequence[Walk], view: View, require: ast.Require) -> Proof:
    """Return whether a requirement holds in a center, and a contact that breaks it if not."""
    classes, undecided, broken = 0, False, list[Counterexample]()
    for walk in walks:
        if id(require) not in walk.space.required:
            continue
        sets = walk.space.sets
        try:
            with sets.allowance(min(_STEPS, sets.budget)):
                part = _Part(walk, view, require)
                classes += part.classes()
                undecided |= not walk.complete
                broken += part.counterexamples() if not broken else ()
        except BudgetError:
            undecided = True
    verdict: Verdict = "fails" if broken else ("undecided" if undecided else "holds")
    return Proof(
        require=require,
        which=view.which,
        verdict=verdict,
        classes=classes,
        counterexample=broken[0] if broken else None,
    )


@worker
class _Part:
    """One requirement in one part of a center."""

    walk: Walk
    view: View
    require: ast.Require

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the requirement means where contacts begin that it is about."""
        meanings = (Meaning(self.walk, begin, self.require.when) for begin in self.walk.begin)
        return tuple(one for one in meanings if one.contacts)

    def classes(self) -> int:
        """Return how many classes of contacts the requirement is about."""
        space = self.walk.space
        about = space.sets.union(each.contacts for each in self.meanings)
        arriving = space.sets.only(about, space.arriving)
        return space.sets.count(arriving, space.axes.of_kind(*ARRIVING))

    def counterexamples(self) -> Iterator[Counterexample]:
        """Yield a contact for each claim that does not hold."""
        bound = bool(bounds_of(self.require.when))
        for meaning in self.meanings:
            walk = bound_walk(meaning) if bound else self._narrowed(meaning)
            for claim in self.require.claims:
                yield from self._broken(walk, claim)

    def _narrowed(self, meaning: Meaning) -> Walk:
        """Return the walk with only the contacts that the requirement is about beginning."""
        return self.walk.beginning({meaning.begin: meaning.contacts})

    def _broken(self, walk: Walk, claim: ast.Claim) -> Iterator[Counterexample]:
        """Yield what breaks a claim; without anything, nothing that tells it is loaded."""
        for each in _violations(walk, claim, self.require.when):
            if each.pair is not None or _comes(walk, each):
                from ccdsl.analysis.breaking import counterexample  # noqa: PLC0415 - as it says

                yield counterexample(walk, self.view, (self.require, claim), each)


def _comes(walk: Walk, violation: Violation) -> bool:
    """Whether some of the contacts meant come to a goal."""
    reached = who_reaches(walk, violation.goals, violation.allowed)
    return bool(walk.space.sets.both(violation.contacts, reached))


def _violations(walk: Walk, claim: ast.Claim, when: ast.Condition | None) -> Iterator[Violation]:
    """Return in what ways a claim may be broken, and by whom."""
    match claim:
        case ast.ReachesWithin():
            return unforced(walk, claim)
        case ast.SameForAll():
            return unlike(walk, claim, when)
        case _:
            return violations(walk, claim)
