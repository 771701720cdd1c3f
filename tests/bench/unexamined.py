"""`check` without the exact analysis: what a bench compares the whole with.

Calendars, flows, rings and every rule that needs no contact to be followed are still there; that
nobody was followed is one finding, "undecided". Run as `python -m tests.bench.unexamined PROJECT`.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import ccdsl.analysis.examining
import ccdsl.compiler
from ccdsl.analysis import find_facts
from ccdsl.analysis.examining import Examined
from ccdsl.analysis.walking import Walk
from ccdsl.cli import main
from ccdsl.model.facts import Facts, Reach


def _no_walks(*_: object) -> Iterator[Walk]:
    return iter(())


def _undecided(examined: Examined, today: date) -> Facts:
    """Return facts in which nobody has been followed anywhere."""
    facts = find_facts(examined, today)
    nobody = Reach(visits={}, arrivals={}, reached=frozenset(), undecided=("all",))
    return replace(facts, reach=dict.fromkeys(facts.reach, nobody))


if __name__ == "__main__":
    ccdsl.analysis.examining._Examiner._walks = _no_walks
    ccdsl.compiler.find_facts = _undecided
    sys.argv = ["ccdsl", "check", *sys.argv[1:]]
    main()
