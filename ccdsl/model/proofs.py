"""What is known of requirements: whether they hold, and a contact that breaks one that does not."""

from typing import Literal, Protocol

from ccdsl.model.program import Which
from ccdsl.record import record
from ccdsl.syntax import ast

Verdict = Literal["holds", "fails", "undecided"]


@record
class Other:
    """A contact that does not end as another one does, and how it ends; as a scenario."""

    end: str
    scenario: str


@record
class Counterexample:
    """A contact that breaks a requirement: which claim, how, and the contact as a scenario.

    `other` is the one that it was compared with, None where it breaks the claim alone.
    """

    claim: ast.Claim
    what: str
    end: str
    scenario: str
    other: Other | None = None

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Every contact there is to show."""
        shown = (self.scenario, "" if self.other is None else self.other.scenario)
        return tuple(each for each in shown if each)


@record
class Proof:
    """Whether a requirement holds in a center; `classes` of contacts is how many it is about.

    `undecided` is a question larger than the budget: it is neither.
    """

    require: ast.Require
    which: Which
    verdict: Verdict
    classes: int
    counterexample: Counterexample | None


class Prove(Protocol):
    """Proves the requirements of a program when it is asked to."""

    def __call__(self, *, failures: bool = False) -> tuple[Proof, ...]:
        """Return the proof of every requirement; with `failures`, what `on-failure` does counts."""
        ...
