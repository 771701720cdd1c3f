"""YAML says things twice or elsewhere."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC023", Severity.ERROR)
def yaml_not_plain() -> None:
    """YAML says things twice or elsewhere.

    Why: what is written is what counts. A key written twice, an anchor, a merge, a tag or a second
    document in one file would hide from a reader what is meant.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            role: agent
            role: supervisor    # CC023
    Use instead: each key once, with its value written out.
    """
