"""What there is to cover in a center, and what contacts have covered of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Literal

from ccdsl.model.program import Program, View
from ccdsl.model.queues import Queue
from ccdsl.model.walk import walk
from ccdsl.record import record
from ccdsl.simulate.trace import Trace
from ccdsl.source import Span
from ccdsl.syntax import ast

ItemKind = Literal["rule", "key", "outcome", "exit", "prompt"]
KINDS: tuple[ItemKind, ...] = ("rule", "key", "outcome", "exit", "prompt")

Mark = Span | tuple[str, str]
"""How a contact shows that it went through an item: a place, or a queue and what befell there."""


@record
class Item:
    """One thing to cover: `owner` as in `script main_menu`, `name` as people call it there."""

    kind: ItemKind
    owner: str
    name: str
    span: Span
    mark: Mark = field(compare=False)


@record
class Coverage:
    """Every item of a center, and how many contacts went through each mark."""

    items: tuple[Item, ...]
    hits: Counter[Mark]

    def count(self, item: Item) -> int:
        """Return how many contacts went through an item."""
        return self.hits[item.mark]

    def covered(self, items: Iterable[Item]) -> int:
        """Return how many of these items some contact went through."""
        return sum(1 for item in items if self.hits[item.mark])

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items that no contact went through, in the order of the source."""
        return tuple(item for item in self.items if not self.hits[item.mark])

    @property
    def percent(self) -> float:
        """The share of items covered, from 0 to 100; all of nothing is 100."""
        return 100 * self.covered(self.items) / len(self.items) if self.items else 100.0

    def owners(self) -> Iterator[tuple[str, tuple[Item, ...]]]:
        """Yield every declaration with its items, in the order of the source."""
        groups: dict[str, list[Item]] = {}
        for item in self.items:
            groups.setdefault(item.owner, []).append(item)
        for owner, items in groups.items():
            yield owner, tuple(items)


def measure(program: Program, view: View, traces: Iterable[Trace]) -> Coverage:
    """Return what contacts cover of a center."""
    hits: Counter[Mark] = Counter()
    for trace in traces:
        hits.update(marks(program, trace))
    return Coverage(items=items_of(program, view), hits=hits)


def marks(program: Program, trace: Trace) -> set[Mark]:
    """Return everything that a contact went through."""
    found: set[Mark] = set(trace.taken)
    stood = iter(trace.found)
    for step in trace.steps:
        match step.kind:
            case "hear" | "rule":
                found.add(step.span)
            case "closed":
                found.add((step.name, "closed"))
            case "queue":
                ahead, most = next(stood).at(0).ahead, program.queues[step.name].max_waiting
                if most is not None and ahead >= most:
                    found.add((step.name, "full"))
            case _:
                pass
    if trace.end.kind == "queue":
        found.add((trace.end.name, "answered"))
    return found


def items_of(program: Program, view: View) -> tuple[Item, ...]:
    """Return everything there is to cover in a center, each place once, by file and place."""
    found: dict[Mark, Item] = {}
    for owner, node in _owned(program, view):
        for item in _items(owner, node):
            found.setdefault(item.mark, item)
    for queue in program.queues.values():
        for item in _befalls(queue):
            found.setdefault(item.mark, item)
    return tuple(sorted(found.values(), key=lambda item: (item.span, KINDS.index(item.kind))))


def _owned(program: Program, view: View) -> Iterator[tuple[str, object]]:
    """Yield every record that contacts may meet, with the title of its declaration."""
    for one in view.declarations():
        owner = f"{one.kind} {one.name.text}"
        yield from ((owner, node) for node in walk(one))
    for queue in program.queues.values():
        yield from ((f"queue {queue.name}", node) for node in walk(queue.declared))
    for voicemail in program.voicemails.values():
        yield f"voicemail {voicemail.name.text}", voicemail
    for recording in program.recordings.values():
        yield f"recording {recording.name.text}", recording


def _befalls(queue: Queue) -> Iterator[Item]:
    """Yield what may befall a contact in a queue."""
    owner, span = f"queue {queue.name}", queue.declared.name.span
    befalls = ["answered"]
    befalls += ["closed"] if queue.after_hours is not None else []
    befalls += ["full"] if queue.max_waiting is not None else []
    for what in befalls:
        yield Item(kind="outcome", owner=owner, name=what, span=span, mark=(queue.name, what))


def _items(owner: str, node: object) -> Iterator[Item]:
    """Yield the items that one record of the tree holds."""
    match node:
        case ast.Routing() | ast.Overflow() | ast.AfterHours():
            for number, rule in enumerate(node.rules, 1):
                yield _at("rule", owner, f"rule {number}", rule.span)
        case ast.KeyLine():
            name = f"key {node.key.keys} “{node.label.value}”"
            yield _at("key", owner, name, node.treatment.span)
        case ast.KeyRange():
            name = f"keys {node.first.text} to {node.last.text}"
            yield _at("key", owner, name, node.treatment.span)
        case ast.Treatment() if not isinstance(node.exit, ast.NoExit):
            yield _at("exit", owner, "exit", node.exit.span)
        case ast.Play():
            yield from _prompts(owner, node.prompts)
        case ast.Wordings():
            yield from _prompts(owner, (*node.say, *node.again, *node.sorry))
        case ast.Voicemail() if node.greeting is not None:
            yield from _prompts(owner, (node.greeting,))
        case ast.Recording() if node.notice is not None:
            yield from _prompts(owner, (node.notice,))
        case ast.Queue():
            yield from _prompts(owner, (node.greet,) if node.greet else ())
            yield from _outcomes(owner, ("at-close", node.at_close))
        case _:
            yield from _ways(owner, node)


def _ways(owner: str, node: object) -> Iterator[Item]:
    """Yield the outcomes that a step or a way out may have."""
    match node:
        case ast.Menu() | ast.Collect():
            step = node.name.text
            silent, wrong = (f"{step} silence", node.no_input), (f"{step} invalid", node.invalid)
            filled = ((f"{step} filled", node.filled),) if isinstance(node, ast.Collect) else ()
            yield from _outcomes(owner, *filled, silent, wrong)
        case ast.Lookup():
            lines = node.outcomes
            named = ((f"{node.name.text} {line.outcome.text}", line.treatment) for line in lines)
            yield from _outcomes(owner, *named)
        case ast.ToTransfer():
            busy, nobody = ("transfer busy", node.busy), ("transfer no-answer", node.no_answer)
            yield from _outcomes(owner, busy, nobody, ("transfer else", node.otherwise))
        case ast.ToCallback():
            yield from _outcomes(owner, ("callback else", node.otherwise))
        case ast.ToStep():
            yield from _outcomes(owner, ("at-most else", node.otherwise))
        case ast.Allocate():
            shares = ((f"share {n}", each.treatment) for n, each in enumerate(node.shares, 1))
            yield from _outcomes(owner, *shares)
        case ast.When():
            yield from _outcomes(owner, ("when", node.treatment))
        case _:
            pass


def _outcomes(owner: str, *named: tuple[str, ast.Treatment | None]) -> Iterator[Item]:
    for name, treatment in named:
        if treatment is not None:
            yield _at("outcome", owner, name, treatment.span)


def _prompts(owner: str, names: Iterable[ast.Name]) -> Iterator[Item]:
    for name in names:
        yield _at("prompt", owner, f"prompt {name.text}", name.span)


def _at(kind: ItemKind, owner: str, name: str, span: Span) -> Item:
    return Item(kind=kind, owner=owner, name=name, span=span, mark=span)
