"""The first rule for many contacts at once, with NumPy.

Every column of contacts is turned into classes that no rule tells apart, and a dense table over
the classes holds the rule of each cell. A cell is filled, the first time a contact falls into it,
by asking the very functions that `RoutingTable.decide` asks.
"""

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from ccdsl.runtime.axes import (
    AddressAxis,
    CallerAxis,
    Classes,
    Column,
    FlagAxis,
    TimeAxis,
    ValueAxis,
    numbers_column,
)
from ccdsl.runtime.contact import NUMBERED, QueueFigures, Value
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.now import Now
from ccdsl.runtime.plans import Plans
from ccdsl.runtime.subjects import subjects
from ccdsl.runtime.values import check_value

Rules = NDArray[np.int32]
Flags = Mapping[str, bool | NDArray[np.bool_]]
Attributes = Mapping[str, Sequence[Value | None]]
_MOST_CELLS = 1 << 24
_CHUNK = 1 << 15
"""So many contacts at a time keep the arrays between the steps in the processor's cache."""


class Batch:
    """Decides many contacts of one channel; it fills its table as it goes."""

    def __init__(self, contents: Contents, plans: Plans, channel: str) -> None:
        """Take a table; raises RoutingError where it has no entry on the channel."""
        addresses = [to for each, to in plans.arrivals if each == channel]
        if not addresses:
            message = f"no entry takes {channel}"
            raise RoutingError(message)
        self._contents = contents
        self._numbered = channel in NUMBERED
        self._to = AddressAxis(addresses, numbered=self._numbered)
        self._plans = [plans.find(channel, to) for to in self._to.addresses]
        asked = subjects(self._plans, contents)
        self._at = TimeAxis([contents.edges(*each) for each in asked.hours], contents.window)
        self._caller = CallerAxis(asked.callers)
        self._flags = [FlagAxis(name) for name in asked.flags]
        self._kept: _Cells | None = None

    def decide(  # noqa: PLR0917 - one per column
        self,
        to: Sequence[str] | Column,
        at: Column,
        caller: Sequence[str | None] | Column | None,
        flags: Flags,
        attributes: Attributes,
        queues: Mapping[str, QueueFigures],
    ) -> Rules:
        """Return the index of the first rule for every contact."""
        self._contents.check_flags(dict.fromkeys(flags, True))
        if caller is not None and not self._numbered:
            raise RoutingError("contacts on this channel have no caller's number")
        callers = None if caller is None else numbers_column(caller)
        axes = [self._values(name, attributes[name]) for name in sorted(attributes)]
        cells = self._cells(axes, queues)
        rules = np.empty(len(at), dtype=np.int32)
        for start in range(0, len(at), _CHUNK):
            part = slice(start, start + _CHUNK)
            key = self._to.classes(to[part])
            key = key * self._at.size + self._moments(at[part])
            key *= self._caller.size
            if callers is not None:
                key += self._caller.classes(callers[part])
            for flag in self._flags:
                key = key * flag.size + _flag_classes(flags.get(flag.name, False), part)
            for axis in axes:
                key = key * axis.size + axis.column[part]
            rules[part] = cells.rules(key)
        return rules

    def _values(self, name: str, column: Sequence[Value | None]) -> ValueAxis:
        """Return an attribute's column, every distinct value checked."""
        values = {
            value: None if value is None else check_value(self._contents, name, value)
            for value in dict.fromkeys(column)
        }
        return ValueAxis(name, [values[value] for value in column])

    def _moments(self, at: Column) -> Classes:
        start, end = self._contents.window
        if len(at) and (at.min() < start or at.max() >= end):
            wrong = at[(at < start) | (at >= end)][0]
            raise RoutingError(self._contents.outside(int(wrong)))
        return self._at.classes(at)

    def _cells(self, axes: list[ValueAxis], queues: Mapping[str, QueueFigures]) -> "_Cells":
        """Return the table; it is kept where nothing but contacts and flags decides."""
        sizes = [self._to.size, self._at.size, self._caller.size]
        sizes += [flag.size for flag in self._flags] + [axis.size for axis in axes]
        if axes or queues:
            return _Cells(sizes, _Asker(self, axes, queues))
        if self._kept is None:
            self._kept = _Cells(sizes, _Asker(self, [], {}))
        return self._kept

    def first_rule(
        self, places: Sequence[int], axes: list[ValueAxis], queues: Mapping[str, QueueFigures]
    ) -> int:
        """Return the index of the rule that takes the contacts of one cell."""
        plan = self._plans[places[0]]
        after = 3 + len(self._flags)
        on = {flag.name: bool(at) for flag, at in zip(self._flags, places[3:after], strict=True)}
        known = {
            axis.name: value
            for axis, place in zip(axes, places[after:], strict=True)
            if (value := axis.values[place]) is not None
        }
        arrival = plan.arrival
        now = Now(
            arrival.entry,
            arrival.channel,
            arrival.dialed,
            self._caller.callers[places[2]],
            self._at.starts[places[1]],
            arrival.language,
            on,
            {**plan.attributes, **known},
            queues,
        )
        for test, rule in plan.rules:
            if test is None or test(now):
                return rule.index
        message = f"no rule of entry `{arrival.entry}` takes this contact"
        raise RoutingError(message)


class _Asker:
    """Asks for the rule of one cell."""

    def __init__(
        self, batch: Batch, axes: list[ValueAxis], queues: Mapping[str, QueueFigures]
    ) -> None:
        self._batch = batch
        self._axes = axes
        self._queues = queues

    def rule(self, places: Sequence[int]) -> int:
        """Return the index of the rule."""
        return self._batch.first_rule(places, self._axes, self._queues)


class _Cells:
    """The rules of cells: a dense table, or where that were too large a dictionary."""

    def __init__(self, sizes: Sequence[int], asker: _Asker) -> None:
        self._sizes = tuple(sizes)
        self._asker = asker
        count = prod(sizes)
        self._dense: Rules | None = None
        if count <= _MOST_CELLS:
            self._dense = np.full(count, -1, dtype=np.int32)
        self._found: dict[int, int] = {}

    def rules(self, key: Classes) -> Rules:
        """Return the rules of cells, and fill those that are met for the first time."""
        if self._dense is None:
            met, back = np.unique(key, return_inverse=True)
            return np.array([self._rule(int(cell)) for cell in met], dtype=np.int32)[back]
        found = self._dense[key]
        if found.size and found.min() < 0:
            for cell in np.unique(key[found < 0]):
                self._dense[cell] = self._rule(int(cell))
            found = self._dense[key]
        return found

    def _rule(self, cell: int) -> int:
        found = self._found.get(cell)
        if found is None:
            places = [int(place) for place in np.unravel_index(cell, self._sizes)]
            found = self._asker.rule(places)
            if self._dense is None:
                self._found[cell] = found
        return found


def _flag_classes(flag: bool | NDArray[np.bool_], part: slice) -> Classes | int:  # noqa: FBT001 - a column
    return flag[part].astype(np.int64) if isinstance(flag, np.ndarray) else int(flag)
