"""Flows of the routing table back to nested treatments, each node on its own line."""

from collections.abc import Iterable, Sequence

from ccdsl.importers.fields import (
    Record,
    TableError,
    as_record,
    as_text,
    maybe,
    records,
    text,
    texts,
    whole,
)
from ccdsl.importers.page import Page
from ccdsl.importers.words import Types, condition, listed, quoted, value
from ccdsl.model.words import duration

_ACTIONS = ("play", "set", "language", "record", "wait", "call", "decide")
_STEPS = ("menu", "collect", "lookup")


class FlowWriter:
    """Writes the nodes of one flow; each can be written once."""

    def __init__(self, owner: Record, page: Page, types: Types) -> None:
        """Take a declaration that has `nodes`."""
        self._left = {name: as_record(node) for name, node in as_record(owner["nodes"]).items()}
        self._order = {name: number for number, name in enumerate(self._left)}
        self._path = text(as_record(owner["source"]), "path")
        self._page = page
        self._types = types

    def steps(self, names: Iterable[str]) -> None:
        """Write the steps of a script, in the order of the source."""
        for name in self._sorted(names):
            self._step(name)

    def rules(self, rules: Iterable[Record]) -> None:
        """Write first-match rules."""
        for rule in rules:
            self._go(rule)
            when = rule.get("when")
            said = "otherwise" if when is None else f"when {condition(when, self._types)}"
            self._page.write(said)
            self.treatment(text(rule, "to"))

    def line(self, head: str, node: str) -> None:
        """Write words and the treatment they lead to, on its line."""
        self._go(self._peek(node))
        self._page.write(head)
        self.treatment(node)

    def lines(self, heads: Sequence[tuple[str, str]]) -> None:
        """Write several such lines, in the order of the source."""
        for head, node in sorted(heads, key=lambda pair: self._order.get(pair[1], -1)):
            self.line(head, node)

    def treatment(self, node: str) -> None:
        """Write a treatment that begins at a node."""
        first = self._peek(node)
        self._go(first)
        if text(first, "do") not in (*_ACTIONS, "allocate"):
            self._exit(node)
        else:
            self._block(node)

    def _sorted(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (self._order.get(name, -1), name))

    def _peek(self, name: str) -> Record:
        node = self._left.get(name)
        if node is None:
            raise TableError(f"node `{name}` is not there, or more than one way leads into it")
        return node

    def _take(self, name: str) -> Record:
        node = self._peek(name)
        del self._left[name]
        self._go(node)
        return node

    def _go(self, part: Record) -> None:
        """Go to the line of a rule or node, if it is in the file of the declaration."""
        if part.get("path", self._path) == self._path:
            self._page.at(whole(part, "line"))

    def _block(self, name: str) -> None:
        self._page.write("{")
        while text(self._peek(name), "do") in _ACTIONS:
            name = self._action(name)
        if text(self._peek(name), "do") == "allocate":
            self._allocate(name)
        else:
            self._exit(name)
        self._page.write("}")

    def _action(self, name: str) -> str:
        """Write what is done at a node, and return the node after it."""
        node, write = self._take(name), self._page.write
        match text(node, "do"):
            case "play":
                write(f"play {listed(texts(node, 'prompts'))}")
            case "set":
                attribute = text(node, "attribute")
                write(f"set {attribute} {value(node['value'], attribute, self._types)}")
            case "language":
                write(f"set language {text(node, 'language')}")
            case "record":
                write(f"record {'on' if node['on'] else 'off'}")
            case "wait":
                write(f"wait {duration(whole(node, 'ms'))}")
            case "call":
                write(f"call script {text(node, 'script')}")
            case _:
                write(f"when {condition(node['when'], self._types)}")
                self.treatment(text(node, "then"))
        return text(node, "next")

    def _allocate(self, name: str) -> None:
        node = self._take(name)
        self._page.write("allocate {")
        for share in records(node, "shares"):
            self.line(f"{text(share, 'percent')}%", text(share, "to"))
        self._page.write("}")

    def _exit(self, name: str) -> None:
        """Write an end, or a way out of the treatment."""
        node = self._take(name)
        self._page.write(f"-> {_destination(node)}")
        for word, field in (("busy", "busy"), ("no-answer", "no_answer")):
            if field in node and node[field] != node.get("otherwise"):
                self._page.write(word)
                self.treatment(text(node, field))
        otherwise = maybe(node, "otherwise")
        if otherwise is not None:
            self._page.write("else")
            self.treatment(otherwise)

    def _step(self, name: str) -> None:
        node = self._peek(name)
        kind = text(node, "do")
        self._go(node)
        if kind not in _STEPS:
            self._page.write("start" if name == "start" else f"step {name}")
            self._block(name)
            return
        self._take(name)
        self._page.write(f"{kind} {name} {{")
        self.lines(self._question(node) if kind != "lookup" else self._lookup(node))
        self._page.write("}")

    def _lookup(self, node: Record) -> list[tuple[str, str]]:
        self._page.write(f"from {text(node, 'source')}")
        ways = as_record(node["outcomes"])
        return [(outcome, as_text(target)) for outcome, target in ways.items()]

    def _question(self, node: Record) -> list[tuple[str, str]]:
        """Write how a menu or a collect asks, and return its lines."""
        for word in ("say", "again", "sorry"):
            if texts(node, word):
                self._page.write(f"{word} {listed(texts(node, word))}")
        self._page.write(f"listen {duration(whole(node, 'listen_ms'))}")
        self._page.write(f"repeat {whole(node, 'repeat')}")
        lines = [(word.replace("_", "-"), text(node, word)) for word in ("no_input", "invalid")]
        if text(node, "do") == "menu":
            return [*lines, *_keys(records(node, "keys"))]
        least, most, until = whole(node, "least"), whole(node, "most"), text(node, "until")
        self._page.write(f"digits {least} to {most} until {until} store {text(node, 'store')}")
        return [*lines, ("filled", text(node, "filled"))]


def _keys(keys: Sequence[Record]) -> list[tuple[str, str]]:
    """Return the lines of a menu's keys; those that are stored share one as a range."""
    lines = [
        (f"key {text(key, 'key')} {quoted(text(key, 'label'))}", text(key, "to"))
        for key in keys
        if "store" not in key
    ]
    ranges: dict[str, list[Record]] = {}
    for key in keys:
        if "store" in key:
            ranges.setdefault(text(key, "to"), []).append(key)
    for target, stored in ranges.items():
        pressed = sorted(text(key, "key") for key in stored)
        store = text(stored[0], "store")
        lines.append((f"keys {pressed[0]} to {pressed[-1]} store {store}", target))
    return lines


def _destination(node: Record) -> str:
    """Return the words of a destination, without the treatments it leads on to."""
    match text(node, "do"):
        case "queue":
            priority = text(node, "priority")
            shown = "" if priority == "normal" else f" priority {priority}"
            return f"queue {text(node, 'queue')}{shown}"
        case "script" | "voicemail" as kind:
            return f"{kind} {text(node, kind)}"
        case "after-hours":
            return f"after-hours {text(node, 'policy')}"
        case "callback":
            number = maybe(node, "number")
            return f"callback {text(node, 'queue')}{'' if number is None else f' to {number}'}"
        case "transfer":
            return _transfer(node)
        case "jump":
            limit = f" at-most {whole(node, 'at_most')}" if "at_most" in node else ""
            return text(node, "to") + limit
        case "hang-up" | "return" | "stay" as kind:
            return kind
        case other:
            raise TableError(f"a treatment ends in `{other}`, which is no end")


def _transfer(node: Record) -> str:
    person = "person " if node["to"] == "person" else ""
    return f"transfer {person}{text(node, 'target')} ring {duration(whole(node, 'ring_ms'))}"
