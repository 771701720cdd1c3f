"""Back-ends: one file or package per output; text in memory out, nothing written."""

from ccdsl.backends.artifact import Artifact, Backend, Checked
from ccdsl.backends.diagram import emit_diagrams
from ccdsl.backends.matrix import emit_matrix
from ccdsl.backends.table import emit_table
from ccdsl.model.program import Which

BACKENDS: tuple[Backend, ...] = (emit_table, emit_matrix, emit_diagrams)
"""Every back-end that `build` runs, in the order of its output."""


def emit(compiled: Checked, view: Which, home: str = "../") -> tuple[Artifact, ...]:
    """Return every file made of one center of a project that has no errors.

    `home` leads from the output folder to the project's, as part of an address, for links to the
    sources; it is empty or ends with a slash.
    """
    return tuple(artifact for backend in BACKENDS for artifact in backend(compiled, view, home))


__all__ = ["BACKENDS", "Artifact", "Backend", "Checked", "emit"]
