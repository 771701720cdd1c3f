"""The matrix as rows: one per entry and rule of its routing."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from ccdsl.backends.matrix.asked import asked
from ccdsl.backends.matrix.names import Names
from ccdsl.backends.matrix.narrator import Narrator
from ccdsl.backends.matrix.situation import Situation, decided, situations
from ccdsl.model.facts import Facts, FlowKey
from ccdsl.model.flow import Flow, FlowRule
from ccdsl.model.program import Program, Which
from ccdsl.record import record
from ccdsl.syntax import ast

HEADINGS = (
    "Arrives at",
    "Rule",
    "When",
    "While open",
    "While closed",
    "On a holiday",
    "When the line is long or nobody is there",
)
_NEVER = "never applies at this entry"
_NOT_NOW = "does not apply then: a later rule takes the contact"
_DAY_MS = 86_400_000

Cell = tuple[str, ...]
"""The phrases of one cell, in order."""


@record
class Matrix:
    """A matrix: its heading, what stands above it, and its rows of cells."""

    title: str
    notes: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_matrix(program: Program, facts: Facts, which: Which) -> Matrix:
    """Return the matrix of one center."""
    view = program.in_service if which == "in-service" else program.draft
    names = Names(program, view)
    center = program.center
    title = center.title.value if center and center.title else (center.name.text if center else "")
    state = "in service" if which == "in-service" else "draft"
    notes = [_note(routing, names) for _, routing in sorted(view.routings.items())]
    rows = [
        row
        for _, entry in sorted(program.entries.items())
        for row in _Entry(program, facts.flows[which], names, entry).rows()
    ]
    heading = f"{title}: what happens to whom ({state})"
    return Matrix(title=heading, notes=tuple(notes), rows=tuple(rows))


def _note(routing: ast.Routing, names: Names) -> str:
    """Return a routing's version, who last looked at it, and when that is due again."""
    version = routing.version
    state = "in service" if version.state is ast.State.IN_SERVICE else str(version.state.value)
    head = f"{names.routing(routing.name.text)}: version {version.number.value}, {state}"
    review = routing.review
    if review is None:
        return f"{head}; nobody has to look at it regularly"
    due = review.last.date + timedelta(milliseconds=review.every.ms)
    by = names.person(review.by.text)
    every = review.every.ms / _DAY_MS
    return f"{head}; last reviewed {review.last.date} by {by}, every {every:g} days, next by {due}"


class _Entry:
    """The rows of one entry."""

    def __init__(
        self, program: Program, flows: Mapping[FlowKey, Flow], names: Names, entry: ast.Entry
    ) -> None:
        self._program = program
        self._flows = flows
        self._names = names
        self._entry = entry
        self._key: FlowKey = ("routing", entry.routing.text)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield a row for every rule; past one that takes everybody, rules never apply."""
        arrives = self._arrives()
        moments = situations(self._entry)
        over = False
        for number, rule in enumerate(self._flows[self._key].rules, 1):
            head = (arrives, (str(number),), (self._when(rule),))
            is_dead = over or all(self._left(rule, now) is False for now in moments)
            yield (*head, *(((_NEVER,),) * 4 if is_dead else self._cells(rule)))
            over = over or all(self._left(rule, now) is True for now in moments)

    def _when(self, rule: FlowRule) -> str:
        return "everybody else" if rule.condition is None else asked(rule.condition, self._names)

    def _left(self, rule: FlowRule, now: Situation) -> ast.Condition | bool:
        return True if rule.condition is None else decided(rule.condition, now)

    def _cells(self, rule: FlowRule) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        queues: dict[str, None] = {}
        for now in situations(self._entry):
            if self._left(rule, now) is False:
                cells.append((_NOT_NOW,))
                continue
            narrator = Narrator(self._program, self._flows, self._names, now)
            cells.append(tuple(narrator.tell(self._key, rule.target)))
            queues |= narrator.queues
        return (*cells, self._overflow(tuple(queues)))

    def _overflow(self, queues: tuple[str, ...]) -> Cell:
        """Return what the overflow of every queue does, while it is open."""
        told: list[str] = []
        narrator = Narrator(self._program, self._flows, self._names, situations(self._entry)[0])
        for name in queues:
            overflow = self._program.queues[name].overflow
            rules = narrator.rules(("overflow", overflow)) if overflow else ["keeps waiting"]
            told.append(f"{self._names.queue(name)}: {'; '.join(rules)}")
        return tuple(told) or ("nothing: no line is waited in",)

    def _arrives(self) -> Cell:
        """Return the entry's title, its channel, and its numbers after a word."""
        addresses = [ast.written(each) for each in self._entry.arrival.addresses]
        title = self._names.entry(self._entry.name.text)
        return (title, f"{self._entry.arrival.channel} {', '.join(addresses)}")
