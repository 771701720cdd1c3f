"""Questions answered: which contacts come somewhere, and everything that can happen to some."""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.axes import CALLER, LINE, TIME, Line
from ccdsl.analysis.binding import Meaning, bound_walk, bounds_of
from ccdsl.analysis.claims import goals_of
from ccdsl.analysis.concerning import concerns
from ccdsl.analysis.places import Place
from ccdsl.analysis.sets import EVERYTHING, Box, BudgetError
from ccdsl.analysis.telling import NOBODY, Named
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import who_reaches
from ccdsl.analysis.witness import center_of, witness
from ccdsl.analysis.wording import Block, contacts_json, describe
from ccdsl.model.canonical import Json
from ccdsl.model.program import View
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import record
from ccdsl.simulate.written import Written, write_scenario
from ccdsl.syntax import ast


@record
class Answer:
    """Contacts that come somewhere, in words, with one of them as a scenario.

    `share` is the part of the calendar's instants at which one of them may arrive, in millionths.
    """

    words: str
    share: int
    contacts: dict[str, Json]
    scenario: str


@record
class Outcome:
    """An end, and the contacts that may come to it."""

    end: str
    answers: tuple[Answer, ...]


def who_comes(
    walks: Sequence[Walk], view: View, goals: tuple[ast.Goal, ...], when: ast.Condition | None
) -> Iterator[Answer]:
    """Yield the contacts that can come to one of the goals, of those for whom a condition holds.

    Raises BudgetError where that is undecided.
    """
    for walk in walks:
        if concerns(walk.space.center.side, when, walk.space.axes.lines):
            _check_complete(walk)
            for meant in meant_walks(walk, when):
                found = goals_of(meant, goals, arrived=True)
                yield from _answers(meant, view, found, "who comes there")


def _check_complete(walk: Walk) -> None:
    """Raise BudgetError where not everything is known: who is missing might come there, too."""
    if not walk.complete:
        raise BudgetError


def meant_walks(walk: Walk, when: ast.Condition | None) -> Iterator[Walk]:
    """Yield the walk of the contacts for whom a condition holds, once for each of its meanings."""
    meanings = [Meaning(walk, begin, when) for begin in walk.begin]
    begin = {each.begin: each.contacts for each in meanings if each.contacts}
    if not bounds_of(when):
        yield walk.beginning(begin)
        return
    for each in meanings:
        if each.contacts:
            yield bound_walk(each)


def _answers(
    walk: Walk, view: View, goals: dict[int, int], title: str, *, named: Named = NOBODY
) -> Iterator[Answer]:
    """Yield the contacts that come to a goal in as few words as can be, each with a witness."""
    contacts = who_reaches(walk, goals)
    for block in describe(walk.space, contacts):
        yield _answer(walk, view, goals, block, (title, named))


def _answer(
    walk: Walk, view: View, goals: dict[int, int], block: Block, told: tuple[str, Named]
) -> Answer:
    title, named = told
    found = witness(walk, view, goals, block.contacts, named=named)
    scenario = ""
    if found is not None:
        written = Written(title=title, contact=found.contact, world=found.world, trace=found.trace)
        scenario = write_scenario(center_of(walk, view), written)
    return Answer(
        words=block.words,
        share=block.share,
        contacts=contacts_json(walk.space, block),
        scenario=scenario,
    )


@record
class Asked:
    """The contacts that a question names: each of them may be left open."""

    line: Line | None
    caller: str | None
    instant: int | None


def what_happens(walks: Sequence[Walk], view: View, asked: Asked) -> Iterator[Outcome]:
    """Yield every end that such a contact may come to, and which of them may.

    Raises BudgetError where that is undecided.
    """
    for walk in walks:
        box = _box(walk, asked)
        if box is None:
            continue
        _check_complete(walk)
        sets = walk.space.sets
        one = sets.box(box)
        begin = {place: sets.both(who, one) for place, who in walk.begin.items()}
        narrowed = walk.beginning({place: who for place, who in begin.items() if who})
        named = Named(caller=asked.caller, instant=asked.instant)
        for end, goals in _ends(narrowed):
            answers = tuple(_answers(narrowed, view, goals, f"it ends at {end}", named=named))
            if answers:
                yield Outcome(end=end, answers=answers)


def _box(walk: Walk, asked: Asked) -> Box | None:
    """Return the contacts of a walk that are asked about, None if they are none of its."""
    axes, box = walk.space.axes, dict[int, int]()
    if asked.line is not None:
        if asked.line not in axes.lines:
            return None
        box[axes.places[LINE]] = axes.line_bits((asked.line,))
    if asked.caller is not None:
        if not any(line.channel in NUMBERED_CHANNELS for line in axes.lines):
            return None
        box[axes.places[CALLER]] = axes.callers.class_of(asked.caller)
    if asked.instant is not None:
        number = axes.instants.class_at(asked.instant)
        if number is None:
            return None
        box[axes.places[TIME]] = 1 << number
    return box


def _ends(walk: Walk) -> Iterator[tuple[str, dict[int, int]]]:
    """Yield every end that contacts of a walk come to, in the order of the walk."""
    for number, place in walk.reached():
        if place.kind == "end":
            yield _told(place), {number: EVERYTHING}


def _told(place: Place) -> str:
    return f"{place.name} {place.node}".rstrip()
