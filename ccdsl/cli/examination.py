"""What an examination notes."""

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """How well something is."""

    FINE = "fine"
    REMARK = "remark"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of an examination."""

    mark: Mark
    text: str


def fine(text: str) -> Note:
    """Note that something is as it should be."""
    return Note(Mark.FINE, text)


def remark(text: str) -> Note:
    """Note something that is no fault, but worth knowing."""
    return Note(Mark.REMARK, text)


def wrong(text: str) -> Note:
    """Note something to mend."""
    return Note(Mark.WRONG, text)
