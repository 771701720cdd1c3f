"""An LALR driver over Lark's table that builds the tree as it reduces.

Lark makes the table; this loop walks it. It decides state by state what is a keyword, needs no
Lark at run time, and stops with its states in hand where a token cannot follow: that is what
recovery works from.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from ccdsl.record import record, worker
from ccdsl.source import Span
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.lower import BUILDERS, LITERALS, NAMES, Builder, Context
from ccdsl.syntax.table import Reduction, Table, load_table

END_KEY = "%END"
TALLEST = 300
"""A stack as tall as this is nested deeper than anyone can read aloud."""


@record
class Stop:
    """Where parsing stopped: at the token with this index."""

    at: int


@record
class Parsed:
    """A whole declaration, and the index of the token after it."""

    value: Any
    after: int


@record
class Plan:
    """One production, ready to reduce.

    `build` is None where the only child, or the list of children (`gathers`), is handed on;
    `positions` lists the children kept where that is all there is to do.
    """

    size: int
    origin: str
    build: Builder | None
    gathers: bool
    positions: tuple[int, ...] | None
    children: tuple[tuple[int, bool, int], ...]
    trailing: int


@worker
class Machine:
    """The table with each production's builder bound."""

    table: Table
    plans: tuple[Plan, ...]


@cache
def machine() -> Machine:
    """Return the driver for the language."""
    table = load_table()
    return Machine(table, tuple(_plan(reduction) for reduction in table.reductions))


def _plan(reduction: Reduction) -> Plan:
    children = reduction.children
    gathers = reduction.origin.startswith("_")
    plain = not reduction.trailing and not any(splice or nones for _, splice, nones in children)
    hands_on = gathers or (reduction.inline and plain and len(children) == 1)
    return Plan(
        size=reduction.size,
        origin=reduction.origin,
        build=None if hands_on or reduction.builder == "file" else BUILDERS[reduction.builder],
        gathers=gathers,
        positions=tuple(at for at, _, _ in children) if plain else None,
        children=children,
        trailing=reduction.trailing,
    )


def parse_declaration(
    parser: Machine, tokens: Sequence[Token], at: int, context: Context
) -> Parsed | Stop:
    """Parse one declaration from `tokens[at]`; `tokens` ends with an END token."""
    actions, gotos, plans = parser.table.actions, parser.table.gotos, parser.plans
    states: list[int] = [parser.table.start]
    values: list[Any] = []
    starts: list[int] = []
    index, end = at, tokens[at].start
    while True:
        token = tokens[index]
        row = actions[states[-1]]
        action = row.get(token.key)
        if action is None and token.is_word:
            action = row.get("%WORD")
        if action is None:
            action = row.get(END_KEY)
            if action is None:
                return Stop(at=index)
        if action >= 0:
            values.append(_value(parser, states[-1], token, context))
            states.append(action)
            starts.append(token.start)
            end = token.end
            index += 1
            if len(states) > TALLEST:
                return Stop(at=index - 1)
            continue
        plan = plans[~action]
        size, begin, parts = plan.size, end, []
        if size:
            begin, parts = starts[-size], values[-size:]
            del states[-size:], values[-size:], starts[-size:]
        value = _reduce(context, plan, parts, begin, end)
        if len(states) == 1 and plan.origin == "declaration":
            return Parsed(value=value, after=index)
        states.append(gotos[states[-1]][plan.origin])
        values.append(value)
        starts.append(begin)


def _value(parser: Machine, state: int, token: Token, context: Context) -> Any:
    """Return what a shifted token means: a literal, a name, or (a keyword) just its text."""
    key = token.key
    if key in parser.table.actions[state]:
        make = LITERALS.get(key)
        if make is None:
            return key
    else:
        make = NAMES[parser.table.names[state] or "NAME"]
    return make(context, Span(context.path, token.start, token.end), token.text)


def _reduce(context: Context, plan: Plan, parts: list[Any], begin: int, end: int) -> Any:
    if plan.positions is None:
        parts = _gather(plan, parts)
    elif len(plan.positions) != len(parts):
        parts = [parts[at] for at in plan.positions]
    if plan.build is not None:
        return plan.build(context, Span(context.path, begin, end), parts)
    return parts if plan.gathers else parts[0]


def _gather(plan: Plan, parts: list[Any]) -> list[Any]:
    """Return the children kept, lists spliced in, None for every optional part left out."""
    first = plan.children[0] if plan.children else None
    kept: list[Any] = []
    for child in plan.children:
        at, splice, nones = child
        kept.extend([None] * nones)
        if not splice:
            kept.append(parts[at])
        elif child is first and not nones:
            kept = parts[at]
        else:
            kept.extend(parts[at])
    kept.extend([None] * plan.trailing)
    return kept


@record
class Halt:
    """Where a walk ended: at a token that cannot follow, or (`is_end`) after the declaration.

    `states` are those before any reduction that the token brought: LALR merges lookaheads, so a
    parser may reduce once or twice more before it sees that a token cannot follow.
    """

    at: int
    states: tuple[int, ...]
    is_end: bool


Mark = tuple[int, tuple[int, ...]]
"""An index, and the states before the token there: a walk can begin again at it."""

_MARKED_EVERY = 128


def walk(table: Table, tokens: Sequence[Token], marks: list[Mark]) -> Halt:
    """Follow the tokens from the last mark, adding marks on the way; builds nothing."""
    index, begun = marks[-1]
    states = list(begun)
    while True:
        if index - marks[-1][0] >= _MARKED_EVERY:
            marks.append((index, tuple(states)))
        before = _step(table, states, tokens[index])
        if before is not None:
            end = Token(END_KEY, "", 0, 0, is_word=False)
            is_end = follow(table, before, end) is not None
            return Halt(at=index, states=before, is_end=is_end)
        if tokens[index].key == END_KEY or len(states) > TALLEST:
            return Halt(at=index, states=tuple(states), is_end=len(states) <= TALLEST)
        index += 1


def _step(table: Table, states: list[int], token: Token) -> tuple[int, ...] | None:
    """Move `states` over one token; where it cannot follow, return them as they were."""
    before: tuple[int, ...] | None = None
    while True:
        row = table.actions[states[-1]]
        action = row.get(token.key)
        if action is None and token.is_word:
            action = row.get("%WORD")
        if action is None:
            return before or tuple(states)
        if action >= 0:
            states.append(action)
            return None
        if before is None:
            before = tuple(states)
        reduction = table.reductions[~action]
        if reduction.size:
            del states[-reduction.size :]
        if len(states) == 1 and reduction.origin == "declaration":
            return None if token.key == END_KEY else before
        states.append(table.gotos[states[-1]][reduction.origin])


def follow(table: Table, states: Sequence[int], token: Token) -> list[int] | None:
    """Return the states after `token`, or None where it cannot follow; builds nothing."""
    after = list(states)
    return after if _step(table, after, token) is None else None
