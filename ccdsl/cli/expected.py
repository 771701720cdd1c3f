"""How a contact must end, as people write it: `queue claims`, `hang-up`."""

from collections.abc import Collection

from ccdsl.cli.ends import Refusal
from ccdsl.cli.givens import known
from ccdsl.model.program import Program
from ccdsl.source import Span
from ccdsl.syntax import ast

_ENDS: tuple[ast.EndKind, ...] = (
    "queue",
    "voicemail",
    "callback",
    "transfer",
    "hang-up",
    "abandoned",
    "waiting",
)
_NOWHERE = Span("", 0, 0)


def read_end(program: Program, text: str) -> ast.End:
    """Return the end that a text names; without a name, any of its kind."""
    word, _, name = text.strip().partition(" ")
    known(word, _ENDS, "end")
    kind = next(each for each in _ENDS if each == word)
    name = name.strip()
    return ast.End(end=kind, name=_name(program, kind, name) if name else None, span=_NOWHERE)


def _name(program: Program, kind: ast.EndKind, name: str) -> ast.Name | ast.Phone:
    if kind == "transfer" and name.startswith("+"):
        return ast.Phone(number=name, span=_NOWHERE)
    known(name, _names(program, kind), "person" if kind == "transfer" else kind)
    return ast.Name(text=name, span=_NOWHERE)


def _names(program: Program, kind: ast.EndKind) -> Collection[str]:
    match kind:
        case "queue" | "callback" | "waiting":
            return program.queues
        case "voicemail":
            return program.voicemails
        case "transfer":
            return [*(program.people or {}), *program.attributes]
        case "hang-up" | "abandoned":
            raise Refusal(f"`{kind}` has no name", f"write `--expect {kind}`")
