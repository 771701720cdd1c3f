"""A project held while one command changes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ccdsl.cli.output import say
from ccdsl.store.journal import Held, hold_project
from ccdsl.store.journal_record import Holder


@contextmanager
def holding(folder: Path, command: str, at: str) -> Iterator[Held]:
    """Hold a project for a command from an instant on, and say what was put back there first."""
    holder = Holder(command=f"ccdsl {command}", process=os.getpid(), since=at)
    with hold_project(folder, holder) as held:
        for told in held.told:
            say(f"note: {told}")
        yield held


def now() -> str:
    """Return the clock's instant as it is written down, UTC."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
