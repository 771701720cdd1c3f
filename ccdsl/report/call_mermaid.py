"""One contact's way as a Mermaid sequence diagram."""

from collections.abc import Iterator

from ccdsl.report.call import Call, Moment, moments
from ccdsl.report.call_text import ending, words
from ccdsl.report.display import visible

_LONGEST = 80
_PLAIN = frozenset(" ,.-()!?=%@…“”·¿¡/'_+*")
_SILENT = frozenset(("arrive", "end"))
_CALLER = frozenset(("press", "key", "silence"))


def render(call: Call) -> str:
    """Return the diagram: what the caller does, hears, and what the center decides."""
    lines = ["sequenceDiagram", "  actor C as Caller", "  participant H as Center"]
    lines += [f"  {line}" for moment in moments(call) for line in _lines(call, moment)]
    if call.end is not None:
        lines.append(f"  Note over C,H: {_text(ending(call.end))}")
    return "".join(f"{line}\n" for line in lines)


def _lines(call: Call, moment: Moment) -> Iterator[str]:
    text, step = words(call, moment), moment.step
    if step.kind == "arrive":
        yield f"C->>H: {_text(f'{call.contact.channel} to {call.contact.to}')}"
    elif step.kind in _CALLER:
        yield f"C->>H: {_text(text)}"
    elif step.kind == "hear":
        yield f"H-->>C: {_text(moment.says)}"
    elif step.kind not in _SILENT:
        yield f"Note right of H: {_text(text)}"


def _text(text: str) -> str:
    """Return text that means itself to Mermaid, shortened where it is too long to be drawn."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "".join(
        char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in visible(short)
    )
