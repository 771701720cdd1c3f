"""Where a file's declarations, statements, treatments and lists lie, by token.

The parser's table is walked once more, without building anything: layout follows what the grammar
says, never what a line looks like.
"""

from collections.abc import Sequence
from dataclasses import field

from ccdsl.record import record
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY, machine
from ccdsl.syntax.table import Reduction, Table


@record
class Node:
    """One production's tokens, from `start` to before `end`.

    `origin` is the rule and `kind` the alternative that the grammar names; for a line that is
    handed on through several rules, the outermost rule and the innermost alternative.
    """

    origin: str
    kind: str
    start: int
    end: int


@record
class Structure:
    """Nodes by the token they begin at; `lists` leads from a comma to the list it stands in."""

    declarations: dict[int, Node] = field(default_factory=dict)
    statements: dict[int, Node] = field(default_factory=dict)
    treatments: dict[int, Node] = field(default_factory=dict)
    spans: dict[int, Node] = field(default_factory=dict)
    days: tuple[Node, ...] = ()
    tests: tuple[Node, ...] = ()
    lists: dict[int, int] = field(default_factory=dict)


STATEMENTS = frozenset(("rule", "item", "share", "holiday", "wording", "example"))
"""What stands on a line of its own, beside every rule called `…_line`."""


def structure(tokens: Sequence[Token]) -> Structure | None:
    """Return the structure of a file's tokens, or None where they do not parse."""
    table = machine().table
    nodes: list[Node] = []
    ended = [*tokens, Token(END_KEY, "", 0, 0, is_word=False)]
    at = 0
    while at < len(tokens):
        after = _walk(table, ended, at, nodes)
        if after is None:
            return None
        at = after
    return _sort(nodes, tokens)


def _walk(table: Table, tokens: Sequence[Token], at: int, nodes: list[Node]) -> int | None:
    """Add the nodes of one declaration, innermost first; return the index after it."""
    states, starts = [table.start], [at]
    index = at
    while True:
        action = _action(table, states[-1], tokens[index])
        if action is None:
            return None
        if action >= 0:
            states.append(action)
            starts.append(index)
            index += 1
            continue
        reduction = table.reductions[~action]
        begin = starts[-reduction.size] if reduction.size else index
        _note(nodes, reduction, begin, index)
        if reduction.size:
            del states[-reduction.size :], starts[-reduction.size :]
        if len(states) == 1 and reduction.origin == "declaration":
            return index
        states.append(table.gotos[states[-1]][reduction.origin])
        starts.append(begin)


def _action(table: Table, state: int, token: Token) -> int | None:
    """Return what the table says about a token, as the parser reads it."""
    row = table.actions[state]
    action = row.get(token.key)
    if action is None and token.is_word:
        action = row.get("%WORD")
    return row.get(END_KEY) if action is None else action


def _note(nodes: list[Node], reduction: Reduction, start: int, end: int) -> None:
    if reduction.origin.startswith("_") or start == end:
        return
    nodes.append(Node(origin=reduction.origin, kind=reduction.builder, start=start, end=end))


def _sort(nodes: Sequence[Node], tokens: Sequence[Token]) -> Structure:
    """Return the nodes that matter to layout, by where they begin."""
    days: list[Node] = []
    tests: list[Node] = []
    found = Structure()
    for node in nodes:
        if node.origin == "declaration":
            found.declarations[node.start] = _outer(found.declarations.get(node.start), node)
        elif node.origin.endswith("_line") or node.origin in STATEMENTS:
            found.statements[node.start] = _outer(found.statements.get(node.start), node)
        elif node.origin == "treatment":
            found.treatments[node.start] = node
        elif node.origin == "spans":
            found.spans[node.start] = node
        elif node.origin == "days":
            days.append(node)
        elif node.kind.endswith("_in"):
            tests.append(node)
    return Structure(
        declarations=found.declarations,
        statements=found.statements,
        treatments=found.treatments,
        spans=found.spans,
        days=tuple(days),
        tests=tuple(tests),
        lists=_lists(nodes, tokens),
    )


def _outer(inner: Node | None, node: Node) -> Node:
    """Return a line's node with the innermost name of its alternative."""
    if inner is None or inner.end != node.end:
        return node
    return Node(origin=node.origin, kind=inner.kind, start=node.start, end=node.end)


def _lists(nodes: Sequence[Node], tokens: Sequence[Token]) -> dict[int, int]:
    """Return, for each comma, the first token of the innermost node around it."""
    commas = [at for at, token in enumerate(tokens) if token.key == ","]
    found: dict[int, int] = {}
    open_: list[int] = []
    seen = 0
    for node in nodes:
        while seen < len(commas) and commas[seen] < node.end:
            open_.append(commas[seen])
            seen += 1
        while open_ and open_[-1] >= node.start:
            found[open_.pop()] = node.start
    return found
