"""Routing tables at run time: load one, and ask it about every contact.

Nothing here reads source, and nothing but the standard library is needed (the batch form wants
NumPy). It is what a PBX's web hook calls: events in, next steps out.
"""

from ccdsl.runtime.contact import Contact, QueueFigures
from ccdsl.runtime.decision import Decision
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.events import (
    Answered,
    Failed,
    Figures,
    Found,
    HungUp,
    Press,
    Reply,
    Share,
    Silence,
    Transferred,
    Waited,
)
from ccdsl.runtime.log import Note
from ccdsl.runtime.rule import Rule
from ccdsl.runtime.table import RoutingTable

__all__ = [
    "Answered",
    "Contact",
    "Decision",
    "Failed",
    "Figures",
    "Found",
    "HungUp",
    "Note",
    "Press",
    "QueueFigures",
    "Reply",
    "RoutingError",
    "RoutingTable",
    "Rule",
    "Share",
    "Silence",
    "Transferred",
    "Waited",
]
