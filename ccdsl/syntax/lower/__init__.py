"""From the parser's reductions to the tree: the only modules that see untyped children.

Every builder is a plain function named after a rule or an alternative of the grammar; it takes
the context, its span and the children that Lark's grammar keeps.
"""

from ccdsl.syntax.lower import (
    center,
    conditions,
    givens,
    people,
    proofs,
    queues,
    scenarios,
    scripts,
    treatments,
)
from ccdsl.syntax.lower.lines import Builder, Context, Line, line_builder
from ccdsl.syntax.lower.literals import LITERALS, NAMES, Literal
from ccdsl.syntax.lower.shared import SHARED

BUILDERS: dict[str, Builder] = {
    **SHARED,
    **center.BUILDERS,
    **conditions.BUILDERS,
    **treatments.BUILDERS,
    **queues.BUILDERS,
    **scripts.BUILDERS,
    **people.BUILDERS,
    **proofs.BUILDERS,
    **givens.BUILDERS,
    **scenarios.BUILDERS,
}

__all__ = ["BUILDERS", "LITERALS", "NAMES", "Builder", "Context", "Line", "Literal", "line_builder"]
