"""What the engine says about who can come where, on the diagrams of an oracle."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from ccdsl.analysis.axes import Axis, Line
from ccdsl.analysis.places import Place
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.analysis.values import UNSET
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Goals, who_reaches
from ccdsl.simulate.world import Contact
from tests.exact.compare import Tried, state_of
from tests.exact.diagrams import NUMBERED, Oracle
from tests.exact.lines import Clock
from tests.exact.reaching import Spot

Node = tuple[str, str, str]
"""The kind and name of a flow, and a node of it."""
Where = tuple[Hashable, ...]
"""A spot as both sides call it: in line, by the limit of `wait` that was passed last.

How time is cut further is each side's own affair.
"""


def node_of(spot: Spot | Place) -> Node:
    """Return the node of a spot, or of a place of the engine."""
    return (spot.kind, spot.name, spot.node)


def where_is(spot: Spot | Place, clocks: dict[str, Clock]) -> Where:
    """Return a spot, or a place of the engine, as both sides call it."""
    stay, calls = spot.stay, tuple(map(tuple, spot.calls))
    if stay is None:
        return (*node_of(spot), calls)
    since = stay.since if isinstance(spot, Place) else stay.first
    passed = clocks[stay.queue].last_limit(since)
    return (*node_of(spot), calls, (stay.queue, stay.told, stay.due, passed))


@dataclass
class Engine:
    """One walk of the engine, whose sets of contacts are read as an oracle's."""

    walk: Walk
    oracle: Oracle
    known: dict[int, object] = field(default_factory=dict)
    atoms: dict[int, list[tuple[int, object]]] = field(default_factory=dict)
    axes: dict[int, Hashable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the engine's atom of every concrete value."""
        coded, space = self.oracle.coded, self.walk.space
        self.known = {EVERYTHING: coded.bdd.true}
        self.lines = [line for line in coded.values["line"] if Line(*line) in space.axes.lines]
        for axis, values in coded.values.items():
            mine = _axis(axis)
            if mine not in space.axes.places:
                continue
            self.axes[space.axes.places[mine]] = axis
            found: dict[int, object] = {}
            for at, value in enumerate(values):
                atom = self._atom(axis, value)
                if atom is not None:
                    found[atom] = found.get(atom, coded.bdd.false) | coded.cube(axis, at)
            self.atoms[space.axes.places[mine]] = list(found.items())

    def _atom(self, axis: Hashable, value: object) -> int | None:
        """Return the engine's atom of a value, None where nobody here has it."""
        axes = self.walk.space.axes
        if axis in self.oracle.arrival:
            state = self._state(axis, value)
            return None if state is None else state[axes.places[_axis(axis)]]
        if axis[0] == "jump":
            return value
        bits = UNSET if value is None else axes.attributes[axis[1]].typed(value)
        assert bits.bit_count() == 1, (axis, value)
        return bits.bit_length() - 1

    def _state(self, axis: Hashable, value: object) -> dict[int, int] | None:
        """Return the atoms of a contact that has a value, None where nobody here can."""
        values = self.oracle.coded.values
        line = next((one for one in self.lines if one[0] in NUMBERED), self.lines[0])
        given = {"line": line, "caller": None, "time": values["time"][0], axis: value}
        if given["line"] not in self.lines:
            return None
        channel, to = given["line"]
        if given["caller"] is not None and channel not in NUMBERED:
            return None
        contact = Contact(channel=channel, to=to, caller=given["caller"], instant=given["time"])
        flags = {axis[1]: bool(value)} if isinstance(axis, tuple) else {}
        return state_of(self.walk.space, Tried(contact, flags))

    def who(self, goals: Goals) -> object:
        """Return by line, caller, time and flags who can come to one of some places."""
        space = self.walk.space
        rest = ((1 << len(space.axes.sizes)) - 1) & ~space.arriving
        found = space.sets.without(who_reaches(self.walk, goals), rest)
        return self._read(found) & self.everybody()

    def everybody(self) -> object:
        """Return everybody who arrives in this walk."""
        here = self.oracle.coded.join(self.oracle.coded.where("line", line) for line in self.lines)
        return here & self.oracle.everybody

    def _read(self, contacts: int) -> object:
        if contacts not in self.known:
            sets, false = self.walk.space.sets, self.oracle.coded.bdd.false
            if contacts < EVERYTHING:
                return false
            found = false
            for child, bits in sets.edges[contacts]:
                below = self._read(child)
                for atom, cube in self.atoms[sets.level[contacts]]:
                    if bits >> atom & 1:
                        found |= below & cube
            self.known[contacts] = found
        return self.known[contacts]

    def stands(self, clocks: dict[str, Clock]) -> dict[Where, tuple[object, set[Hashable]]]:
        """Return how contacts stand at every place, and what of them is not forgotten there."""
        false, found = self.oracle.coded.bdd.false, dict[Where, tuple[object, set[Hashable]]]()
        here = self.oracle.valid & self.everybody()
        for number, place in self.walk.reached():
            who = self._read(self.walk.come[number]) & here
            if place.language:
                who &= self.oracle.coded.where("language", place.language)
            where, kept = where_is(place, clocks), self._kept(number)
            known, also = found.get(where, (false, kept))
            found[where] = (known | who, kept & also)
        return found

    def told_apart(self, contacts: object, kept: set[Hashable]) -> object:
        """Return contacts with all others that nothing asked in this walk tells from them."""
        coded = self.oracle.coded
        for variable, axis in self.axes.items():
            atoms = [cube for _, cube in self.atoms[variable]]
            if axis in kept and len(atoms) < len(coded.values[axis]):
                contacts = coded.join(
                    coded.without(contacts & atom, [axis]) & atom for atom in atoms
                )
        return contacts

    def _kept(self, number: int) -> set[Hashable]:
        """Return the axes that are not forgotten at a place."""
        sets, axes = self.walk.space.sets, self.walk.space.axes
        first = sets.box(dict.fromkeys(range(len(axes.sizes)), 1))
        left = sets.support(self.walk.forget(number, first))
        return {axis for variable, axis in self.axes.items() if left >> variable & 1}

    def places(self) -> dict[Node, object]:
        """Return who can come to every node of every flow, and to every end."""
        goals: dict[Node, dict[int, int]] = {}
        for number, place in self.walk.reached():
            goals.setdefault(node_of(place), {})[number] = self.walk.come[number]
        return {node: self.who(places) for node, places in goals.items()}


def _axis(axis: Hashable) -> Axis | None:
    """Return what the engine calls an axis, None for one that it does not keep in its sets."""
    match axis:
        case "line" | "caller" | "time":
            return Axis(axis)
        case (("flag" | "attribute") as kind, name):
            return Axis(kind, name)
        case ("jump", kind, name, node):
            return Axis("jump", f"{kind} {name}", node)
        case _:
            return None
