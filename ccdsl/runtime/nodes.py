"""What each node does with a contact; the next node, or None where something is asked or ended."""

from ccdsl.runtime.asking import ask_digits, ask_key, ask_lookup, ask_share, ask_transfer
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.shape_flows import Node
from ccdsl.runtime.state import Spot
from ccdsl.runtime.steps import End, Record, SetAttribute, SetLanguage, Wait
from ccdsl.runtime.waiting import arrive, stay


def pass_node(journey: Journey, spot: Spot) -> Spot | None:
    """Do what a node says, and return the node after it."""
    node = journey.node(spot)
    match node["do"]:
        case "play" | "set" | "language" | "record" | "wait":
            _act(journey, spot, node)
            return spot._replace(node=node["next"])
        case "decide":
            holds = journey.contents.test(node["when"])(journey.now)
            return spot._replace(node=node["then" if holds else "next"])
        case "call" | "script" | "after-hours" | "return" | "jump":
            return _move(journey, spot, node)
        case "menu" | "collect" | "lookup" | "allocate":
            _question(journey, spot, node)
            return None
        case "queue":
            journey.state.frames.clear()
            journey.note("queue", node["queue"], journey.place(spot))
            return arrive(journey, node["queue"], node["priority"])
        case "stay":
            stay(journey)
            return None
        case _:
            return _finish(journey, spot, node)


def _act(journey: Journey, spot: Spot, node: Node) -> None:
    place = journey.place(spot)
    match node["do"]:
        case "play":
            journey.play(node["prompts"], place)
        case "set":
            name = node["attribute"]
            journey.set(name, node["value"], place)
            is_secret = journey.contents.attributes[name]["secret"]
            told = None if is_secret else journey.attributes[name]
            journey.steps.append(SetAttribute(place=place, attribute=name, value=told))
        case "language":
            journey.now.language = node["language"]
            journey.note("set", "language", place, node["language"])
            journey.steps.append(SetLanguage(place=place, language=node["language"]))
        case "record":
            journey.state.recording = node["on"]
            journey.note("record", "on" if node["on"] else "off", place)
            journey.steps.append(Record(place=place, on=node["on"]))
        case _:
            journey.note("wait", "", place, str(node["ms"]))
            journey.state.clock_ms += node["ms"]
            journey.steps.append(Wait(place=place, ms=node["ms"]))


def _move(journey: Journey, spot: Spot, node: Node) -> Spot:
    """Go to another node, of this flow or of another."""
    match node["do"]:
        case "call":
            journey.note("call", node["script"], journey.place(spot))
            journey.state.frames.append(spot._replace(node=node["next"]))
            return _enter(journey, spot, node["script"], "start")
        case "script":
            return _enter(journey, spot, node["script"], "start")
        case "return":
            journey.note("return", "", journey.place(spot))
            if journey.state.frames:
                return journey.state.frames.pop()
            message = f"{spot.flow[0]} `{spot.flow[1]}` returns, and nothing has called it"
            raise RoutingError(message)
        case "jump":
            return _jump(journey, spot, node)
        case _:
            return _policy(journey, node["policy"])


def _policy(journey: Journey, policy: str) -> Spot:
    """Begin an after-hours policy, whatever the hour."""
    found = journey.first_match("after-hours", policy)
    if found is None:
        message = f"no rule of after-hours `{policy}` takes this contact"
        raise RoutingError(message)
    return found


def _enter(journey: Journey, spot: Spot, script: str, step: str) -> Spot:
    """Go from a node to a step of a script."""
    journey.note("step", f"{script} {step}", journey.place(spot))
    return Spot(("script", script), step)


def _jump(journey: Journey, spot: Spot, node: Node) -> Spot:
    """Follow a jump; `at_most` counts per contact and written jump, and never resets."""
    if "at_most" in node:
        jump = "/".join((*spot.flow, spot.node))
        done = journey.state.jumps.get(jump, 0)
        if done >= node["at_most"]:
            return spot._replace(node=node["otherwise"])
        journey.state.jumps[jump] = done + 1
    return _enter(journey, spot, spot.flow[1], node["to"])


def _question(journey: Journey, spot: Spot, node: Node) -> None:
    """Ask the caller or the world; a menu and a collect begin afresh at each arrival."""
    journey.state.attempt, journey.state.wrong = 0, False
    match node["do"]:
        case "menu":
            ask_key(journey, spot, node)
        case "collect":
            ask_digits(journey, spot, node)
        case "lookup":
            ask_lookup(journey, spot, node)
        case _:
            ask_share(journey, spot, node)


def _finish(journey: Journey, spot: Spot, node: Node) -> Spot | None:
    """End the contact, or go on where it cannot end so."""
    place = journey.place(spot)
    match node["do"]:
        case "voicemail":
            box = journey.contents.voicemails[node["voicemail"]]
            journey.play([box["greeting"]] if "greeting" in box else [], place)
            journey.end(End(place=place, kind="voicemail", name=box["name"]))
        case "hang-up":
            journey.end(End(place=place, kind="hang-up", name=""))
        case "callback":
            number = _number(journey, node)
            if number is None:
                return spot._replace(node=node["otherwise"])
            journey.end(End(place=place, kind="callback", name=node["queue"], number=number))
        case "transfer":
            return ask_transfer(journey, spot, node)
        case other:
            message = f"this table has a node that does `{other}`, which is not known here"
            raise RoutingError(message)
    return None


def _number(journey: Journey, node: Node) -> str | None:
    """Return the number to call back, or None where there is none to dial."""
    if "number" not in node:
        return journey.now.caller
    value = journey.attributes.get(node["number"])
    return None if value is None else str(value)
