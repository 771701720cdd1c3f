"""The runtime and the reference interpreter make the same of random contacts in random worlds."""

import random
from pathlib import Path

import pytest

from ccdsl.model.program import Which
from ccdsl.runtime import Contact
from ccdsl.simulate.center import Center
from ccdsl.simulate.run import simulate
from tests.runtime.random_worlds import RandomPlayer, random_contact, random_queues
from tests.runtime.tables import PROJECTS, compiled, table_of

CONTACTS = 60


@pytest.mark.parametrize("which", ["in-service", "draft"])
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_same_as_the_interpreter(project: Path, which: Which) -> None:
    table, program = table_of(project, which), compiled(project).program
    view = program.in_service if which == "in-service" else program.draft
    center = Center(program=program, view=view)
    ends = set()
    for seed in range(CONTACTS):
        rng = random.Random(f"{project.name} {which} {seed}")
        contact, queues = random_contact(table, rng), random_queues(table, rng)
        flags = {name: rng.random() < 0.2 for name in sorted(table.contents.flags)}
        player = RandomPlayer(table, queues, rng)
        played = player.play(
            Contact(
                to=contact.to,
                at=contact.instant,
                channel=contact.channel,
                caller=contact.caller,
                flags=flags,
                queues={name: player.figures(name) for name in queues},
            )
        )
        world = player.world_met(set(queues), flags)
        trace = simulate(center, contact, world, strict=False)
        assert played.end == str(trace.end), seed
        assert tuple(played.heard) == trace.heard, seed
        ends.add(played.end)
    assert len(ends) > 1
