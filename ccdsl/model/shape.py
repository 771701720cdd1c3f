"""Reading a YAML file's nodes as what they must be; each mistake is said once, where it stands.

Every reader returns None for what it has reported. What the readers take, the JSON Schemas under
`schemas/` take too, and nothing else; a test compares them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from ccdsl.diagnostics import Label
from ccdsl.model.file_problems import FirstProblems, short
from ccdsl.model.yaml import Entry, Kind, MappingNode, Node, ScalarNode, SequenceNode
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax.wording import any_of, nearest

_MOST_DIGITS = 18
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_KINDS: Mapping[Kind, str] = {
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date",
    "empty": "nothing",
    "refused": "nothing",
}


@record
class Form:
    """What a text must look like: a pattern for the whole of it, and the same in words.

    `repair` makes of a text what may have been meant; it is offered if it fits.
    """

    pattern: re.Pattern[str]
    says: str
    repair: Callable[[str], str] = str.lower


LINE = Form(pattern=re.compile(r".+", re.DOTALL), says="a text")
NAME = Form(
    pattern=re.compile(
        r"[a-z](?:[a-z0-9_]|-(?=[a-z0-9_]))*(?:\.[a-z](?:[a-z0-9_]|-(?=[a-z0-9_]))*)*"
    ),
    says="a name: lower-case letters, digits, `_` and inner `-`",
)


@record
class Shape:
    """Reads one file's nodes; `what` in a message is what the file's owner calls the thing."""

    source: Source
    problems: FirstProblems

    def wrong(
        self, message: str, span: Span, help_: str | None = None, first: Span | None = None
    ) -> None:
        """Record that the shape is wrong; `first` is where the same stood before."""
        labels = [Label(span=first, text="it is here already")] if first else []
        self.problems.error("CC021", message, span, help=help_, labels=labels)

    def fields(
        self, node: Node, what: str, known: tuple[str, ...], required: tuple[str, ...] = ()
    ) -> dict[str, Entry]:
        """Return the keys of a group that are known; say which are not, and which are missing."""
        if not isinstance(node, MappingNode):
            self._not(what, "a group of keys", node, node.span)
            return {}
        found = {entry.key: entry for entry in node.entries if entry.key in known}
        misspelt: set[str] = set()
        for entry in node.entries:
            if entry.key not in known and not self.problems.is_full:
                near = nearest(entry.key, [key for key in known if key not in found])
                way_out = f"did you mean `{near}`?" if near else f"{what} has {any_of(known)}"
                self.wrong(f"{what} has no key `{short(entry.key)}`", entry.key_span, way_out)
                misspelt.add(near or "")
        for key in required:
            if key not in found and key not in misspelt:
                place = node.entries[0].span if node.entries else node.span
                self.wrong(f"{what} has no `{key}`", place, f"add `{key}: …`")
        return found

    def named(self, entry: Entry, form: Form = NAME) -> tuple[Entry, ...]:
        """Return the keys of a group whose keys are names, or of another form."""
        if not isinstance(entry.value, MappingNode):
            self._not(f"`{entry.key}`", "a group of keys", entry.value, entry.key_span)
            return ()
        return tuple(
            each for each in entry.value.entries if self._fits(each.key, form, each.key_span)
        )

    def items(self, entry: Entry) -> tuple[Entry, ...]:
        """Return a list's items, each under the key of the list."""
        if not isinstance(entry.value, SequenceNode):
            self._not(f"`{entry.key}`", "a list", entry.value, entry.key_span)
            return ()
        return tuple(
            Entry(key=entry.key, key_span=item.span, value=item) for item in entry.value.items
        )

    def texts(self, entry: Entry | None, form: Form) -> tuple[tuple[str, Span], ...]:
        """Return a list's texts with their places; no text may be in it twice."""
        found: dict[str, Span] = {}
        for item in self.items(entry) if entry else ():
            text = self.text(item, form)
            if text is not None and text in found:
                message = f"`{short(text)}` is in `{item.key}` twice"
                self.wrong(message, item.value.span, "delete one", found[text])
            elif text is not None:
                found[text] = item.value.span
        return tuple(found.items())

    def text(self, entry: Entry | None, form: Form) -> str | None:
        """Return a text of the form, or None where there is none."""
        if entry is None:
            return None
        node = entry.value
        if not isinstance(node, ScalarNode) or node.kind == "empty":
            self._not(f"`{entry.key}`", "a text", node, entry.key_span)
            return None
        if node.kind == "refused":
            return None
        if node.kind != "text":
            self._unquoted(entry.key, node)
            return None
        return node.value if self._fits(node.value, form, node.span) else None

    def whole(self, entry: Entry) -> int | None:
        """Return a whole number from 0 of at most 18 digits."""
        node = entry.value
        if not isinstance(node, ScalarNode) or node.kind != "integer":
            self._not(f"`{entry.key}`", "a whole number", node, entry.key_span)
        elif not _WHOLE.fullmatch(node.value) or len(node.value) > _MOST_DIGITS:
            way_out = f"whole numbers are written like `5` and have at most {_MOST_DIGITS} digits"
            self.wrong(
                f"`{short(node.value)}` is not a number that can stand here", node.span, way_out
            )
        else:
            return int(node.value)
        return None

    def choice(self, entry: Entry | None, choices: Iterable[str]) -> str | None:
        """Return one of the texts that are allowed."""
        text = self.text(entry, LINE)
        allowed = tuple(choices)
        if entry is None or text is None or text in allowed:
            return text
        near = nearest(text, allowed)
        way_out = f"did you mean `{near}`?" if near else f"write {any_of(allowed)}"
        self.wrong(f"`{entry.key}` cannot be `{short(text)}`", entry.value.span, way_out)
        return None

    def _fits(self, text: str, form: Form, span: Span) -> bool:
        """Return whether a text is one line of a form, or say that it is not."""
        if _CONTROL.search(text):
            message = "this text has a line break or another control character in it"
            self.wrong(message, span, "write it on one line")
        elif not text:
            self.wrong("this text is empty", span, f"write {form.says}")
        elif not form.pattern.fullmatch(text):
            meant = form.repair(text)
            way_out = f"write `{meant}`" if form.pattern.fullmatch(meant) else None
            self.wrong(f"`{short(text)}` is not {form.says}", span, way_out)
        else:
            return True
        return False

    def _unquoted(self, key: str, node: ScalarNode) -> None:
        """Say that a text lacks its quotes, with the text as it was written."""
        written = self.source.text[node.span.start : node.span.end]
        self.problems.error(
            "CC022",
            f"`{key}` must be a text, and YAML reads `{short(written)}` as {_KINDS[node.kind]}",
            node.span,
            help=f'quote it: `"{short(written)}"`',
        )

    def _not(self, what: str, wanted: str, node: Node, key: Span) -> None:
        """Say that something of another kind stands here, unless that was said already."""
        if isinstance(node, ScalarNode) and node.kind == "refused":
            return
        if isinstance(node, ScalarNode) and node.kind == "empty":
            place = node.span if node.value else key
            self.wrong(f"{what} has no value", place, f"write {wanted}, or leave the key out")
            return
        self.wrong(f"{what} must be {wanted}, not {_describe(node)}", node.span)


def _describe(node: Node) -> str:
    match node:
        case MappingNode():
            return "a group of keys"
        case SequenceNode():
            return "a list"
        case ScalarNode():
            return _KINDS[node.kind]
    assert_never(node)
