"""What a back-end makes, and what it is made of."""

from dataclasses import field
from typing import Protocol

from ccdsl.model.facts import Facts
from ccdsl.model.program import Program, Which
from ccdsl.record import record


@record
class Artifact:
    """One file of output: `path` is relative to the output folder, with forward slashes."""

    path: str
    text: str = field(repr=False)


class Checked(Protocol):
    """A project without errors, as the compiler hands it over."""

    @property
    def program(self) -> Program:
        """What is declared."""
        ...

    @property
    def facts(self) -> Facts:
        """What is known of it."""
        ...


class Backend(Protocol):
    """A back-end: a pure function from a checked project and one of its centers to files."""

    def __call__(self, checked: Checked, view: Which, home: str) -> tuple[Artifact, ...]:
        """Return the files; `home` leads from the output folder to the project's: "../"."""
        ...
