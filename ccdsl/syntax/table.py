"""The parse table: Lark compiles the grammar once, and what the parser needs of it is kept as data.

The build writes the table beside the grammar; where none fits, it is made anew in memory.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ccdsl.record import record
from ccdsl.resources import find_resource, read_resource

NAME_CLASSES = ("NAME", "LANGUAGE", "ZONE", "COUNTRY")
"""Terminals that any word can be; in no state of the grammar can two of them stand."""

_FORMAT = 2


@record
class Reduction:
    """How one production of the grammar is reduced.

    `children` lists (position, whether it is a list to be spliced in, how many Nones come first);
    `builder` is the rule's or alternative's name; `inline` hands a single child through.
    """

    origin: str
    size: int
    builder: str
    children: tuple[tuple[int, bool, int], ...]
    trailing: int
    inline: bool


@record
class Table:
    """An LALR(1) table.

    `actions[state]` maps a token's key to the next state (shift) or to the complement of a
    reduction's index; keywords and punctuation stand under their text, other classes under
    `%CLASS`, and `%WORD` is the one class of names that can stand there, which
    `names[state]` names.
    """

    actions: tuple[Mapping[str, int], ...]
    gotos: tuple[Mapping[str, int], ...]
    names: tuple[str | None, ...]
    reductions: tuple[Reduction, ...]
    start: int


def compile_grammar(grammar: str) -> dict[str, Any]:
    """Return the table of `grammar` as plain JSON data; raises Lark's error on a bad grammar."""
    from lark import Lark  # noqa: PLC0415 - a sixth of a check's start-up, and rarely needed

    lark = Lark(
        grammar,
        start=["file", "declaration"],
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=True,
    )
    parser: Any = lark.parser.parser
    table = parser._parse_table  # noqa: SLF001 - the only way to Lark's table
    states, start = table.states, table.start_states["declaration"]
    numbers = {state: number for number, state in enumerate(_reached(states, start))}
    ordered = sorted(lark.rules, key=_rule_key)
    rules = {rule: number for number, rule in enumerate(ordered)}
    keys = {terminal.name: _keys(terminal) for terminal in lark.terminals}
    keys["$END"] = ["%END"]
    actions, gotos = [], []
    for state in numbers:
        action, goto = _row(states[state], numbers, rules, keys)
        actions.append(action)
        gotos.append(goto)
    return {
        "format": _FORMAT,
        "checksum": checksum(grammar),
        "start": numbers[start],
        "actions": actions,
        "gotos": gotos,
        "reductions": [_reduction(rule) for rule in ordered],
    }


def checksum(grammar: str) -> int:
    """Return what tells one grammar from another."""
    return zlib.crc32(grammar.encode())


def _reached(states: Mapping[Any, Mapping[str, Any]], start: Any) -> list[Any]:
    """Return the states that can be reached, in an order that does not depend on Lark's numbers."""
    found = {start: None}
    queue = [start]
    for state in queue:
        for _, (kind, argument) in sorted(states[state].items()):
            if kind.name == "Shift" and argument not in found:
                found[argument] = None
                queue.append(argument)
    return queue


def _rule_key(rule: Any) -> tuple[str, tuple[str, ...], str]:
    symbols = tuple(symbol.name for symbol in rule.expansion)
    return (rule.origin.name, symbols, rule.alias or "")


def _keys(terminal: Any) -> list[str]:
    """Return the token keys a terminal answers to: its text, its alternatives, or its class."""
    pattern = terminal.pattern
    if pattern.type == "str":
        return [pattern.value]
    if terminal.name == "KEY":
        return list(pattern.value.split("|"))
    return [f"%{terminal.name}"]


def _row(
    row: Mapping[str, Any],
    numbers: Mapping[Any, int],
    rules: Mapping[Any, int],
    keys: Mapping[str, list[str]],
) -> tuple[dict[str, int], dict[str, int]]:
    action: dict[str, int] = {}
    goto: dict[str, int] = {}
    for symbol, (kind, argument) in sorted(row.items()):
        target = numbers[argument] if kind.name == "Shift" else ~rules[argument]
        if symbol in keys:
            action.update(dict.fromkeys(keys[symbol], target))
        else:
            goto[symbol] = target
    return action, goto


def _reduction(rule: Any) -> list[Any]:
    """Return a production as data; mirrors how Lark itself shapes a tree's children."""
    size = len(rule.expansion)
    nones = _placeholders(rule.options.empty_indices, size)
    children: list[tuple[int, bool, int]] = []
    pending = 0
    for position, symbol in enumerate(rule.expansion):
        pending += nones[position]
        if not (symbol.is_term and symbol.filter_out):
            splice = not symbol.is_term and symbol.name.startswith("_")
            children.append((position, splice, pending))
            pending = 0
    name = rule.alias or rule.options.template_source or rule.origin.name
    inline = bool(rule.options.expand1) and not rule.alias
    return [rule.origin.name, size, name, children, pending + nones[size], inline]


def _placeholders(empty: Iterable[bool], size: int) -> list[int]:
    """Return how many absent optional parts stand before each symbol, and after the last."""
    marks = "".join("1" if absent else "0" for absent in empty)
    return [len(run) for run in marks.split("0")] if marks else [0] * (size + 1)


@cache
def load_table() -> Table:
    """Return the table of the grammar that ships with this package."""
    grammar = read_resource("grammar/ccdsl.lark")
    ready = find_resource("grammar/table.json")
    data = json.loads(ready) if ready else None
    if not data or data["format"] != _FORMAT or data["checksum"] != checksum(grammar):
        data = compile_grammar(grammar)
    return _table(data)


def _table(data: Mapping[str, Any]) -> Table:
    names: list[str | None] = []
    for row in data["actions"]:
        name = next((name for name in NAME_CLASSES if f"%{name}" in row), None)
        names.append(name)
        if name:
            row["%WORD"] = row[f"%{name}"]
    return Table(
        actions=tuple(data["actions"]),
        gotos=tuple(data["gotos"]),
        names=tuple(names),
        reductions=tuple(
            Reduction(
                origin=origin,
                size=size,
                builder=builder,
                children=tuple((at, splice, nones) for at, splice, nones in children),
                trailing=trailing,
                inline=inline,
            )
            for origin, size, builder, children, trailing, inline in data["reductions"]
        ),
        start=data["start"],
    )
