"""The routing matrix for the weekly review: who arrives where, and what happens to them."""

from ccdsl.backends.artifact import Artifact, Checked
from ccdsl.backends.matrix.formats import comma_separated, markdown, page
from ccdsl.backends.matrix.rows import make_matrix
from ccdsl.model.program import Which


def emit_matrix(checked: Checked, view: Which, home: str) -> tuple[Artifact, ...]:
    """Return the matrix of one center as Markdown, CSV and HTML, without links."""
    del home
    matrix = make_matrix(checked.program, checked.facts, view)
    return (
        Artifact(path="routing-matrix.md", text=markdown(matrix)),
        Artifact(path="routing-matrix.csv", text=comma_separated(matrix)),
        Artifact(path="routing-matrix.html", text=page(matrix)),
    )
