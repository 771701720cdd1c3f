"""`python -m tests.crash`: break commands off, many times, and report what was found.

`--kills 500 --seed 1` kills draft, release, promote and rollback 500 times each, at random
instants; `--command promote` only one of them, `--project harbor` on another project. `--stops`
stops each at every step that it takes, on every project.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.crash.acts import COMMANDS, acts, projects, without_history
from tests.crash.faults import FAULTS
from tests.crash.kills import cases, kill_many, preload
from tests.crash.test_faults import every_stop
from tests.lifecycle.centers import World, brief_analysis


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", choices=COMMANDS)
    parser.add_argument("--project", choices=tuple(projects()), default="small")
    parser.add_argument("--stops", action="store_true")
    asked = parser.parse_args()
    if asked.stops:
        stop()
    if asked.kills:
        kill(asked.kills, asked.seed, asked.project, asked.command)


def stop() -> None:
    total = 0
    for name, files in projects().items():
        steps = 0
        with tempfile.TemporaryDirectory() as place, brief_analysis():
            for act in acts(files()):
                for fault in FAULTS:
                    steps += every_stop(Path(place) / f"{act.name}-{fault}", act, fault)[0]
        print(f"{name}: {steps} stops, all before or after", flush=True)
        total += steps
    print(f"{total} stops in all")


def kill(kills: int, seed: int, project: str, command: str | None) -> None:
    preload()
    files = without_history(projects()[project]())
    world = World(dict(files))
    names = tuple("/".join(key) for key in sorted(world.standing.program.versions)[:3])
    for case in cases(files, names, _who(world)):
        if command in (None, case.words[0]):
            found = kill_many(case, kills, Random(f"{seed} {case.words[0]}"))
            said = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
            print(f"{case.words[0]}: {kills} kills: {said}", flush=True)


def _who(world: World) -> tuple[str, ...]:
    """Return how somebody signs who may do everything; nobody does where there is no roster."""
    program = world.standing.program
    if program.roster is None:
        return ()
    able = {
        role.name.text
        for role in program.roles.values()
        if {"edit-drafts", "promote"} <= {right.text for right in role.rights}
    }
    person = next(each for each in (program.people or {}).values() if each.role in able)
    return ("--by", person.id)


if __name__ == "__main__":
    sys.exit(main())
