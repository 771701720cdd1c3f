"""Questions that may be larger than their budget: undecided, which is a finding and no bug."""

from collections.abc import Iterator
from contextlib import contextmanager

from ccdsl.analysis.sets import BudgetError
from ccdsl.cli.ends import Exit
from ccdsl.cli.output import say


@contextmanager
def deciding() -> Iterator[None]:
    """End the command as undecided where what is asked takes too many steps."""
    try:
        yield
    except BudgetError:
        say("undecided: the question is larger than the budget")
        raise SystemExit(Exit.FINDINGS) from None
