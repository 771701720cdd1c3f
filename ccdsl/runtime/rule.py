"""Which rule took a contact."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of a routing: its number counts from 1, `otherwise` included; `version` may be None.

    `node` is where its treatment begins; `path` and `line` are its place in the source.
    """

    routing: str
    version: int | None
    number: int
    node: str
    path: str
    line: int
    index: int = field(compare=False)
