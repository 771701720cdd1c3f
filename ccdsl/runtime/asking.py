"""Questions to the caller and to the world, and what their answers lead to."""

import re

from ccdsl.runtime.contact import Value
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.events import Press, Reply, Silence
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.shape_flows import Key, Node
from ccdsl.runtime.state import Spot
from ccdsl.runtime.steps import Allocate, Collect, Lookup, Menu, Place, Saying, Transfer

_PHONE_DIGITS = range(5, 16)
_SIGNS = {"*": "star", "#": "pound"}
_KEYS_TYPED = re.compile(r"([*#])")
_MOST_KEYS = 64


def ask_key(journey: Journey, spot: Spot, node: Node) -> None:
    """Say a menu and wait for a key."""
    place = journey.place(spot)
    step = Menu(
        place=place,
        name=spot.node,
        say=_said(journey, node, place),
        listen_ms=node["listen_ms"],
        keys=tuple((key["key"], key["label"]) for key in node["keys"]),
        attempt=journey.state.attempt,
        recorded=_recorded(journey, spot, ""),
    )
    journey.steps.append(step)
    journey.ask(spot)


def ask_digits(journey: Journey, spot: Spot, node: Node) -> None:
    """Say a collect and wait for digits."""
    place = journey.place(spot)
    step = Collect(
        place=place,
        name=spot.node,
        say=_said(journey, node, place),
        listen_ms=node["listen_ms"],
        least=node["least"],
        most=node["most"],
        until=node["until"],
        attempt=journey.state.attempt,
        recorded=_recorded(journey, spot, node["store"]),
    )
    journey.steps.append(step)
    journey.ask(spot)


def _said(journey: Journey, node: Node, place: Place) -> tuple[Saying, ...]:
    """Return what this attempt says: `sorry` only after a wrong entry."""
    if journey.state.attempt == 0:
        return journey.sayings(node["say"], place)
    sorry = node["sorry"] if journey.state.wrong else []
    return journey.sayings([*sorry, *node["again"]], place)


def _recorded(journey: Journey, spot: Spot, store: str) -> bool:
    """Whether the script is recorded here: never in a paused step, never a secret."""
    is_secret = bool(store) and journey.contents.attributes[store]["secret"]
    is_paused = (spot.flow[1], spot.node) in journey.contents.unrecorded
    return journey.state.recording and not is_secret and not is_paused


def hear_caller(journey: Journey, spot: Spot, event: Press | Reply | Silence) -> None:
    """Take what the caller answers to a menu or a collect; repeat or give up where it is wrong."""
    node, state = journey.node(spot), journey.state
    place = journey.place(spot)
    target = None
    if isinstance(event, Silence):
        journey.note("silence", spot.node, place)
    else:
        entered = _key if node["do"] == "menu" else _number
        target = entered(journey, node, event, place)
    if target is not None:
        journey.go(spot._replace(node=target))
        return
    state.wrong = not isinstance(event, Silence)
    if state.attempt >= node["repeat"]:
        journey.go(spot._replace(node=node["invalid" if state.wrong else "no_input"]))
        return
    state.attempt += 1
    ask = ask_key if node["do"] == "menu" else ask_digits
    ask(journey, spot, node)


def _key(journey: Journey, node: Node, event: Press | Reply, place: Place) -> str | None:
    """Return where a key leads, or None for a wrong one."""
    key = _chosen(node["keys"], event)
    if key is None:
        journey.note("press", _shown(event), place, "invalid")
        return None
    if "store" in key:
        is_secret = journey.contents.attributes[key["store"]]["secret"]
        journey.note("press", "•" if is_secret else key["key"], place)
        _store(journey, key["store"], key["key"], place)
    else:
        journey.note("press", key["key"], place, key["label"])
    return key["to"]


def _number(journey: Journey, node: Node, event: Press | Reply, place: Place) -> str | None:
    """Return where digits lead, or None for a wrong entry."""
    shown = _shown(event)
    if journey.contents.attributes[node["store"]]["secret"]:
        shown = "•" * len(shown)
    digits = _digits(journey, node, event)
    journey.note("press", shown, place, "invalid" if digits is None else "")
    if digits is None:
        return None
    _store(journey, node["store"], digits, place)
    return node["filled"]


def _shown(event: Press | Reply) -> str:
    """Return what was pressed or typed as the log has it: `1234 pound`."""
    if isinstance(event, Press):
        return " ".join(keys_of(event))
    parts = _KEYS_TYPED.split(event.text.strip())
    return " ".join(_SIGNS.get(part, part) for part in parts if part)


def _chosen(keys: list[Key], event: Press | Reply) -> Key | None:
    """Return the key that was pressed, or typed as it is or by its label."""
    if isinstance(event, Press):
        pressed = keys_of(event)
        return next((key for key in keys if (key["key"],) == pressed), None)
    typed = _SIGNS.get(event.text.strip(), event.text.strip().casefold())
    return next((key for key in keys if typed in (key["key"], key["label"].casefold())), None)


def keys_of(event: Press) -> tuple[str, ...]:
    """Return pressed keys by their names; raises RoutingError for what no telephone has."""
    keys = tuple(_SIGNS.get(key, key) for key in event.keys)
    for key in keys:
        if key not in ("star", "pound") and not (key.isdigit() and key.isascii()):
            message = f"`{key[:_MOST_KEYS]}` is not a key: keys are 0-9, star and pound"
            raise RoutingError(message)
    return keys


def _digits(journey: Journey, node: Node, event: Press | Reply) -> str | None:
    """Return what was entered, or None for a wrong, too short or wrongly ended entry."""
    ended = journey.now.channel != "voice"
    keys = _one_by_one(event)
    if node["until"] in keys:
        keys = keys[: keys.index(node["until"])]
        ended = True
    digits = "".join(keys)
    is_entry = all(len(key) == 1 and key.isdigit() and key.isascii() for key in keys)
    if not (ended and is_entry and node["least"] <= len(digits) <= node["most"]):
        return None
    match journey.contents.attributes[node["store"]]["type"]:
        case "person":
            return journey.contents.extensions.get(digits)
        case "phone":
            return f"+{digits}" if len(digits) in _PHONE_DIGITS else None
        case _:
            return digits


def _one_by_one(event: Press | Reply) -> list[str]:
    """Return keys one by one, digits typed together apart."""
    if isinstance(event, Reply):
        return [_SIGNS.get(sign, sign) for sign in event.text.strip()]
    return [one for key in keys_of(event) for one in (key if key.isdigit() else [key])]


def _store(journey: Journey, attribute: str, entered: str, place: Place) -> None:
    """Store an entry as it was made: its step has checked it."""
    is_number = journey.contents.attributes[attribute]["type"] == "number"
    journey.attributes[attribute] = int(entered) if is_number else entered
    journey.note_set(attribute, entered, place)


def ask_lookup(journey: Journey, spot: Spot, node: Node) -> None:
    """Ask a data source."""
    source = journey.contents.sources[node["source"]]
    facts: dict[str, Value | None] = {
        "caller": journey.now.caller,
        "dialed": journey.now.dialed,
        "channel": journey.now.channel,
        "language": journey.now.language,
        "entry": journey.now.entry,
    }
    takes = {
        name: facts[name] if name in facts else journey.attributes.get(name)
        for name in source["takes"]
    }
    step = Lookup(
        place=journey.place(spot),
        name=spot.node,
        source=source["name"],
        takes=takes,
        gives=tuple(source["gives"]),
        outcomes=tuple(node["outcomes"]),
        timeout_ms=source["timeout_ms"],
    )
    journey.steps.append(step)
    journey.ask(spot)


def ask_share(journey: Journey, spot: Spot, node: Node) -> None:
    """Ask which share is drawn."""
    shares = tuple(share["percent"] for share in node["shares"])
    journey.steps.append(Allocate(place=journey.place(spot), shares=shares))
    journey.ask(spot)


def ask_transfer(journey: Journey, spot: Spot, node: Node) -> Spot | None:
    """Put the contact through, or go on where the attribute holds nobody."""
    to, target = node["to"], node["target"]
    if to == "attribute":
        value = journey.attributes.get(target)
        if value is None:
            journey.note("transfer", "", journey.place(spot), "failed")
            return spot._replace(node=node["otherwise"])
        is_person = journey.contents.attributes[target]["type"] == "person"
        to, target = "person" if is_person else "number", str(value)
    step = Transfer(
        place=journey.place(spot),
        to="person" if to == "person" else "number",
        target=target,
        ring_ms=node["ring_ms"],
    )
    journey.steps.append(step)
    journey.ask(spot)
    return None
