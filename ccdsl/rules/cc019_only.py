"""`only` without a name rules out nothing."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC019", Severity.ERROR)
def rules_out_nothing() -> None:
    """`only` rules out nothing.

    Why: `only voicemail night` allows no other voicemail; without a name it allows all of them,
    and promises nothing.
    Example:
        require "Messages are left in one place" {
          only voicemail    # CC019
        }
    Use instead: `only voicemail NAME`, or `always voicemail` for contacts that may end in no other
    way.
    """
