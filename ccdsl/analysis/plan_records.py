"""What a plan consists of: changes, each of them contacts and how both sides treat them."""

from dataclasses import field

from ccdsl.analysis.compare import Comparison
from ccdsl.analysis.compare_causes import Origin
from ccdsl.analysis.compare_edits import Because
from ccdsl.analysis.compare_noticed import Noticed
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_where import Where
from ccdsl.analysis.witness import Witness
from ccdsl.analysis.wording import Block, Wording
from ccdsl.record import record

BEFORE, AFTER = 0, 1


@record
class Treatment:
    """How one side treats the contacts of a change.

    `noticed` is what they notice where the sides part, `witness` one of them brought to its end by
    the interpreter; None where the side has no such line.
    """

    noticed: Noticed
    witness: Witness | None

    @property
    def end(self) -> str:
        """How the witness ends, as a scenario says it; "" where the side has no such line."""
        return str(self.witness.trace.end) if self.witness is not None else ""


@record
class Change:
    """Contacts that are treated differently, in one breath, and how.

    `where` is what else must be so of them where the sides part. `answer` is what they do that only
    one side knows, "" if it does not matter, and `knows` which side does; `values` what was set on
    either side where nothing else differs; `ways` in how many ways the sides part for these lines
    of the source.
    """

    block: Block
    where: Where
    before: Treatment
    after: Treatment
    answer: str
    knows: tuple[bool, bool]
    because: tuple[Because, ...]
    origins: tuple[Origin, ...]
    ways: int
    values: tuple[str, str] = ("", "")

    @property
    def words(self) -> str:
        """Who the contacts are, and what else must be so."""
        return ", ".join(part for part in (self.block.words, self.where.words) if part)


@record
class Plan:
    """Everything that changes for contacts.

    `every_class` counts the classes of contacts, `changed_classes` those treated differently;
    `idle` are declarations that differ and change nothing for anybody; `failing` the lines that
    change what everybody meets where the platform cannot carry out a step. `complete` is False
    where the budget was used up: then what is not listed is undecided.
    """

    changes: tuple[Change, ...]
    every_class: int
    changed_classes: int
    idle: tuple[Key, ...]
    failing: tuple[Because, ...]
    complete: bool
    comparison: Comparison = field(compare=False, repr=False)
    wording: Wording = field(compare=False, repr=False)
