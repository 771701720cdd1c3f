"""Counterexamples: a contact that breaks a requirement, run and written as a scenario."""

from ccdsl.analysis.axes import TIME
from ccdsl.analysis.claims import Violation
from ccdsl.analysis.keeping import keeps
from ccdsl.analysis.pairing import Pair
from ccdsl.analysis.pairing_ways import ways_apart
from ccdsl.analysis.plausible import oddness_of
from ccdsl.analysis.telling import NOBODY, Named
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Way
from ccdsl.analysis.witness import ReplayError, Witness, center_of, replay, witness
from ccdsl.model.program import View
from ccdsl.model.proofs import Counterexample, Other
from ccdsl.simulate.written import Written, write_scenario
from ccdsl.syntax import ast

_Required = tuple[ast.Require, ast.Claim]
_NOBODY = "a requirement is broken by nobody"


def counterexample(
    walk: Walk, view: View, required: _Required, broken: Violation
) -> Counterexample:
    """Return the most ordinary of the contacts that break a claim of a requirement so.

    Raises ReplayError where the interpreter does not bring it there.
    """
    if broken.pair is not None:
        return _counterexample_of_two(broken.pair, view, required, broken)
    found = witness(walk, view, broken.goals, broken.contacts, broken.allowed, lead=broken.lead)
    if found is None:
        raise ReplayError(_NOBODY)
    require, claim = required
    return Counterexample(
        claim=claim,
        what=broken.what,
        end=str(found.trace.end),
        scenario=_written(walk, view, require, found),
    )


def _counterexample_of_two(
    pair: Pair, view: View, required: _Required, broken: Violation
) -> Counterexample:
    """Return two contacts that end unlike, the more ordinary first."""
    ways = ways_apart(pair, broken.contacts)
    if ways is None:
        raise ReplayError(_NOBODY)
    require, claim = required
    # Who begins elsewhere comes in another language than its entry's.
    spoken = None if pair.other == pair.one else pair.walk.places[pair.other].language
    named = ((ways[0], NOBODY), (ways[1], Named(language=spoken)))
    ordered = sorted(named, key=lambda each: _oddness(each[0]))
    found = [replay(way, view, named) for way, named in ordered]
    first, second = (
        _written(pair.walk, view, require, each, which)
        for each, which in zip(found, (", one", ", the other"), strict=True)
    )
    return Counterexample(
        claim=claim,
        what=broken.what,
        end=str(found[0].trace.end),
        scenario=first,
        other=Other(end=str(found[1].trace.end), scenario=second),
    )


def _oddness(way: Way) -> tuple[int, tuple[int, int, int]]:
    """Return how far a contact is from an ordinary one: flags that are on, then its time."""
    space, state = way.walk.space, way.states[0]
    flags = sum(state[at] for at in space.axes.of_kind("flag"))
    return (flags, oddness_of(space, state[space.axes.places[TIME]]))


def _written(walk: Walk, view: View, require: ast.Require, found: Witness, which: str = "") -> str:
    """Return a contact as a scenario; raises ReplayError if its requirement is not about it."""
    center = center_of(walk, view)
    if not keeps(center, require.when, found.contact, found.world):
        msg = f"a requirement is not about who is shown to break it: {found.world}"
        raise ReplayError(msg)
    title = f"breaks {require.name.text}{which}"
    told = Written(title=title, contact=found.contact, world=found.world, trace=found.trace)
    return write_scenario(center, told)
