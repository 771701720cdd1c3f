"""Answers about a program: exactly who comes where, and what follows from it."""

from datetime import date

from ccdsl.analysis.answers import Answering, Answers
from ccdsl.analysis.examining import Examined
from ccdsl.analysis.judging import Judging
from ccdsl.model.facts import Facts
from ccdsl.model.program import Which
from ccdsl.model.proofs import Proof, Prove
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
    prove: Prove | None = None

    def __call__(self, *, failures: bool = False) -> tuple[Proof, ...]:
        """Return the proof of every requirement."""
        if not self.examined.program.requires:
            return ()
        if self.prove is None:
            from ccdsl.analysis.proving import Prover  # noqa: PLC0415 - as the class says

            self.prove = Prover(self.examined)
        return self.prove(failures=failures)
