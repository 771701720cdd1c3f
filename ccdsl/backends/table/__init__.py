"""The routing table: everything a platform needs to treat contacts, as one JSON file."""

from ccdsl.backends.artifact import Artifact, Checked
from ccdsl.backends.table.document import table_document
from ccdsl.backends.table.layout import lay_out
from ccdsl.backends.table.placeless import placeless
from ccdsl.model.program import Which

PATH = "routing-table.json"


def emit_table(checked: Checked, view: Which, home: str) -> tuple[Artifact, ...]:
    """Return the routing table of one center; it has no links, so `home` changes nothing."""
    del home
    text = lay_out(table_document(checked.program, checked.facts, view))
    return (Artifact(path=PATH, text=text),)


__all__ = ["PATH", "emit_table", "placeless", "table_document"]
