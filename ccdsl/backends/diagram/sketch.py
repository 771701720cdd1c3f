"""Building one picture, box by box."""

from collections.abc import Mapping, Sequence

from ccdsl.backends.diagram.picture import (
    Edge,
    Line,
    Node,
    Outcome,
    Picture,
    PictureKind,
    Place,
)
from ccdsl.backends.diagram.shapes import Kind
from ccdsl.source import Source, Span

Exit = tuple[str, int | None]
"""Where a line begins: a box, and the number of its outcome or None."""

Row = tuple[str, *tuple[Span, ...]]
"""What an outcome is called, and every place it is written at."""


class Sketch:
    """Collects the boxes and lines of a picture."""

    def __init__(self, sources: Mapping[str, Source], *, is_draft: bool = False) -> None:
        """Begin with nothing; boxes are marked as drafts while `is_draft`."""
        self.sources = sources
        self.is_draft = is_draft
        self.nodes: dict[str, Node] = {}
        self.edges: dict[Edge, None] = {}

    def place(self, span: Span) -> Place:
        """Return the line at which something is written."""
        source = self.sources.get(span.path)
        return Place(path=span.path, line=source.position(span.start).line if source else 1)

    def add(
        self,
        kind: Kind,
        name: str,
        span: Span,
        *,
        step: str = "",
        lines: Sequence[Line] = (),
        outcomes: Sequence[Row] = (),
        opens: str = "",
        leads: str = "",
    ) -> str:
        """Add a box and return its id."""
        node = Node(
            id=f"n{len(self.nodes) + 1}",
            kind=kind,
            name=name,
            place=self.place(span),
            step=step,
            lines=tuple(lines),
            outcomes=tuple(
                Outcome(text=text, places=tuple(map(self.place, spans)))
                for text, *spans in outcomes
            ),
            opens=opens,
            leads=leads,
            is_draft=self.is_draft,
        )
        self.nodes[node.id] = node
        return node.id

    def join(self, tail: Exit, head: str) -> None:
        """Draw a line to a box, once."""
        self.edges[Edge(tail=tail[0], outcome=tail[1], head=head)] = None

    def picture(
        self,
        kind: PictureKind,
        name: str,
        title: str,
        span: Span,
        *,
        is_draft: bool = False,
    ) -> Picture:
        """Return what was collected."""
        return Picture(
            kind=kind,
            name=name,
            title=title,
            place=self.place(span),
            nodes=tuple(self.nodes.values()),
            edges=tuple(self.edges),
            is_draft=is_draft,
        )
