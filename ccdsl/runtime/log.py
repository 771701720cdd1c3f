"""The log: everything that happened to a contact, in the interpreter's own words."""

from dataclasses import dataclass
from typing import Literal

from ccdsl.runtime.steps import Place

NoteKind = Literal[
    "arrive",
    "rule",
    "step",
    "hear",
    "press",
    "silence",
    "set",
    "record",
    "wait",
    "call",
    "return",
    "lookup",
    "share",
    "transfer",
    "queue",
    "closed",
    "key",
    "at-close",
    "end",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing that happened: what kind, what it is about, what came of it, and where it stands.

    `detail` is a rule's number, a key's label, an outcome, a value (a secret one masked), `invalid`
    for a wrong entry, or milliseconds waited. `at_ms` counts from the arrival, by what `wait`
    lasted and by what `Waited` told; what a caller takes to listen and to answer is not known here.
    """

    kind: NoteKind
    name: str
    detail: str
    place: Place
    at_ms: int
