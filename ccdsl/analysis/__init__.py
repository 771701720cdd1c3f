"""Answers about a program: exactly who comes where, and what follows from it."""

from dataclasses import field
from datetime import date

from ccdsl.analysis.answers import Answering, Answers
from ccdsl.analysis.examining import Examined
from ccdsl.analysis.judging import Judging
from ccdsl.model.facts import Facts
from ccdsl.model.program import Which
from ccdsl.model.proofs import Proof
from ccdsl.record import worker


def find_facts(examined: Examined, today: date) -> Facts:
    """Return everything that rules and back-ends want to know beyond the text."""
    program, judge = examined.program, Answering(examined.grounds)
    in_service = judge.center(examined.centers["in-service"], program.in_service)
    same = examined.centers["draft"] is examined.centers["in-service"]
    draft = in_service if same else judge.center(examined.centers["draft"], program.draft)
    answers: dict[Which, Answers] = {"in-service": in_service, "draft": draft}
    return Facts(
        today=today,
        window=examined.window,
        calendars=examined.calendars,
        flows={which: examined.centers[which].flows for which in answers},
        reach={which: each.reach for which, each in answers.items()},
        loops={which: each.loops for which, each in answers.items()},
        rings={which: each.rings for which, each in answers.items()},
        unset={which: each.unset for which, each in answers.items()},
        never_set={which: each.never_set for which, each in answers.items()},
        standing={which: each.standing for which, each in answers.items()},
        tested=Judging(examined),
        prove=_Prover(examined),
    )


@worker
class _Prover:
    """Proves requirements when it is asked to: most commands do not ask, and need not load it."""

    examined: Examined
    _known: dict[bool, tuple[Proof, ...]] = field(default_factory=dict)

    def __call__(self, *, failures: bool = False) -> tuple[Proof, ...]:
        """Return the proof of every requirement, found once."""
        if failures not in self._known and self.examined.program.requires:
            from ccdsl.analysis.proving import proofs_of, with_failures  # noqa: PLC0415 - as said

            found = with_failures(self.examined, self()) if failures else proofs_of(self.examined)
            self._known[failures] = found
        return self._known.get(failures, ())
