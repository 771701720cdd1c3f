"""The routing table: loaded once, asked for every contact."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ccdsl.runtime.contact import (
    NUMBERED,
    Contact,
    QueueFigures,
    Value,
    check_number,
    utc_seconds,
)
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.decision import Decision, read_decision
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.now import Now
from ccdsl.runtime.plans import Plan, Plans
from ccdsl.runtime.rule import Rule
from ccdsl.runtime.shape import Table, check_shape
from ccdsl.runtime.values import check_values

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ccdsl.runtime.batch import Batch


class RoutingTable:
    """A routing table that decides.

    Loading costs time in proportion to the table; deciding does not grow with the number of rules
    that are about other numbers. A table never changes, so threads may share it.
    """

    def __init__(self, table: Table) -> None:
        """Take a table of the known format; raises RoutingError where its parts do not fit."""
        try:
            self.contents = Contents(table)
            self._plans = Plans(self.contents)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"this routing table is damaged: {error!r} does not fit"
            raise RoutingError(message) from error
        self._start, self._end = self.contents.window
        self._batches: dict[str, Batch] = {}

    @classmethod
    def load(cls, path: str | Path) -> "RoutingTable":
        """Return the table in a file; raises RoutingError where it cannot be read or used."""
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = f"the routing table `{path}` cannot be read: {error}"
            raise RoutingError(message) from error
        return cls.from_text(text)

    @classmethod
    def from_text(cls, text: str) -> "RoutingTable":
        """Return the table that a text holds; raises RoutingError where it holds none."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            message = f"this is not a routing table: {error}"
            raise RoutingError(message) from error
        check_shape(value)
        return cls(value)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every routing; `decide_batch` answers with indices into it."""
        return self._plans.rules

    def decide(self, contact: Contact) -> Decision:
        """Return the first rule that takes a contact, and the way on from there.

        Raises RoutingError for a number or address that no entry has, a language that the center
        does not speak, an instant outside the calendar, and figures of a queue that a rule asks for
        and `contact.queues` does not have.
        """
        plan = self.plan(contact.channel, contact.to, contact.language)
        now = self._now(contact, plan)
        for test, rule in plan.rules:
            if test is None or test(now):
                return Decision(self.contents, now, rule)
        message = f"no rule of entry `{plan.arrival.entry}` takes this contact"
        raise RoutingError(message)

    def plan(self, channel: str, to: str, language: str | None = None) -> Plan:
        """Return the rules for one number or address; `language` None is its entry's.

        Raises RoutingError for a number or address that no entry has, and for a language that the
        center does not speak.
        """
        return self._plans.find(channel, to, language)

    def _now(self, contact: Contact, plan: Plan) -> Now:
        at = contact.at
        if at.__class__ is not int:
            at = utc_seconds(at)
        if not self._start <= at < self._end:
            raise RoutingError(self.contents.outside(at))
        if contact.caller is not None:
            _check_caller(contact.caller, contact.channel)
        attributes = plan.attributes
        if contact.attributes:
            attributes = {**attributes, **check_values(self.contents, contact.attributes)}
        if contact.flags:
            self.contents.check_flags(contact.flags)
        arrival = plan.arrival
        return Now(
            arrival.entry,
            arrival.channel,
            arrival.dialed,
            contact.caller,
            at,
            arrival.language,
            contact.flags,
            attributes,
            contact.queues,
        )

    def decide_batch(
        self,
        to: "Sequence[str] | NDArray[np.int64]",
        at: "NDArray[np.int64]",
        caller: "Sequence[str | None] | NDArray[np.int64] | None" = None,
        *,
        channel: str = "voice",
        flags: "Mapping[str, bool | NDArray[np.bool_]] | None" = None,
        attributes: Mapping[str, Sequence[Value | None]] | None = None,
        queues: Mapping[str, QueueFigures] | None = None,
    ) -> "NDArray[np.int32]":
        """Return the index into `rules` of the first rule for each of many contacts of a channel.

        `to` and `caller` are telephone numbers as whole numbers without their `+`, 0 for a withheld
        one, which is fast, or texts, which is not; `at` is UTC seconds. A flag is on or off for all
        contacts or for each; `queues` is how queues stand for all of them. Needs NumPy (the extra
        `batch`). Raises RoutingError as `decide` does, about one of the contacts that are wrong.
        """
        from ccdsl.runtime.batch import Batch  # noqa: PLC0415 - only the batch form needs NumPy

        batch = self._batches.get(channel)
        if batch is None:
            batch = self._batches[channel] = Batch(self.contents, self._plans, channel)
        return batch.decide(to, at, caller, flags or {}, attributes or {}, queues or {})

    def resume(self, text: str) -> Decision:
        """Return a contact from what its `Decision.to_json` wrote.

        Raises RoutingError where the text is none, or where what the contact is in has changed
        between that table and this one.
        """
        return read_decision(self.contents, self._plans.rules, text)

    def is_open(self, hours: str, at: datetime | int) -> bool:
        """Whether opening hours are open at an instant of the calendar."""
        return self.contents.is_open(hours, utc_seconds(at))


def _check_caller(caller: str, channel: str) -> None:
    check_number(caller)
    if channel not in NUMBERED:
        message = f"a contact by {channel} has no caller's number"
        raise RoutingError(message)
