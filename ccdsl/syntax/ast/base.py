"""What all declarations share."""

from dataclasses import field
from enum import StrEnum
from typing import ClassVar

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.values import Name, Text, Whole


class State(StrEnum):
    """Where a version of a versioned declaration stands."""

    DRAFT = "draft"
    IN_SERVICE = "in-service"
    RETIRED = "retired"


@record
class Version:
    """`version N STATE` in the header of a versioned declaration."""

    number: Whole
    state: State
    span: Span = field(compare=False)


@record
class Declaration:
    """One top-level declaration; `span` is all of it, `name.span` where messages point."""

    kind: ClassVar[str] = ""
    name: Name
    span: Span = field(compare=False)


@record
class Versioned(Declaration):
    """A declaration that carries `version N STATE`."""

    version: Version
    title: Text | None


def is_draft(declaration: Declaration) -> bool:
    """Whether a declaration is a version that is not in service yet."""
    return isinstance(declaration, Versioned) and declaration.version.state is State.DRAFT
