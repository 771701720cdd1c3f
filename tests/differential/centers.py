"""Generated centers, ready to be compared, and why some are not."""

from ccdsl.diagnostics import Severity
from tests.differential.compare import Pair, pair_of
from tests.generated.center import center_files
from tests.runtime.tables import compile_files

_HARMLESS = frozenset(("CC204", "CC206", "CC224", "CC225", "CC229", "CC418"))
"""Rules that never match, dead steps and keys, closed queues: mistakes, but not unclear."""


def generated(seed: int) -> Pair | tuple[str, ...]:
    """Return a generated center, or the codes of the errors for which it cannot be compared."""
    made = compile_files(center_files(seed))
    errors = {one.code for one in made.diagnostics if one.severity is Severity.ERROR}
    unclear = sorted(errors - _HARMLESS)
    return tuple(unclear) if unclear else pair_of(made)
