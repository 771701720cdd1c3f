"""Queues: arrival, waiting, and whatever takes a contact out again."""

from ccdsl.runtime.asking import keys_of
from ccdsl.runtime.contact import QueueFigures
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.events import Answered, Press, Waited
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.limits import next_limit, next_test
from ccdsl.runtime.shape import Need, Queue
from ccdsl.runtime.state import Line, Spot
from ccdsl.runtime.steps import Announcement, Arrive, End, Place, Queued

_MS = 1_000
_VOICE = "voice"


def arrive(journey: Journey, name: str, priority: str) -> Spot | None:
    """Arrive in a queue: where it is closed its policy takes over, else figures are asked."""
    queue = journey.contents.queues[name]
    journey.state.line = Line(queue=name, priority=priority, arrived_ms=journey.state.clock_ms)
    journey.state.in_line = False
    journey.now.queue, journey.now.waited = name, 0
    if "after_hours" in queue:
        hours = journey.contents.policies[queue["after_hours"]]["hours"]
        if not journey.contents.is_open(hours, journey.now.at):
            journey.note("closed", name, _policy_place(journey, queue["after_hours"]))
            return journey.first_match("after-hours", queue["after_hours"])
    journey.steps.append(Arrive(place=journey.line_place(name), queue=name))
    return None


def _policy_place(journey: Journey, policy: str) -> Place:
    source = journey.contents.policies[policy]["source"]
    path, line = source["path"], source["line"]
    return Place(kind="after-hours", name=policy, node="", path=path, line=line)


def enter(journey: Journey, line: Line, figures: QueueFigures) -> None:
    """Go on once it is known how the queue stands: overflow, then the notice, then the line."""
    journey.tell({line.queue: figures})
    taken = _overflow(journey, line)
    if taken is not None:
        journey.go(taken)
        return
    notice = journey.contents.notices.get(line.queue)
    if notice is not None and journey.now.channel == _VOICE and notice not in journey.state.heard:
        journey.play([notice], journey.line_place(line.queue))
    _wait(journey, line)


def stay(journey: Journey) -> None:
    """Keep waiting; what the treatment waited counts as waited in line.

    After `at-close`, the overflow rules of that same test are still due.
    """
    line = journey.state.line
    if line is None:
        message = "a contact that is in no queue cannot stay in it"
        raise RoutingError(message)
    journey.now.waited = (journey.state.clock_ms - line.arrived_ms) // _MS
    due, line.rules_due = line.rules_due, False
    taken = _overflow(journey, line) if due else None
    if taken is None:
        _wait(journey, line)
    else:
        journey.go(taken)


def take_event(journey: Journey, line: Line, event: Answered | Press | Waited) -> None:
    """Take what happens to a contact in line."""
    match event:
        case Answered():
            _answer(journey, line)
        case Press():
            _press(journey, line, event)
        case Waited():
            _test(journey, line, event)


def _overflow(journey: Journey, line: Line) -> Spot | None:
    overflow = journey.contents.queues[line.queue].get("overflow")
    return None if overflow is None else journey.first_match("overflow", overflow)


def _answer(journey: Journey, line: Line) -> None:
    """An agent has it: the greeting is heard by both."""
    place = journey.line_place(line.queue)
    greet = journey.contents.queues[line.queue].get("greet")
    if greet is not None and journey.now.channel == _VOICE:
        journey.play([greet], place)
    journey.end(End(place=place, kind="queue", name=line.queue))


def _press(journey: Journey, line: Line, event: Press) -> None:
    """Follow a key of the queue; any other key, and keys on text channels, do nothing."""
    pressed = keys_of(event)
    if journey.now.channel == _VOICE:
        for key in journey.contents.queues[line.queue]["keys"]:
            if pressed == (key["key"],):
                journey.state.in_line = False
                journey.note("key", key["key"], journey.line_place(line.queue), key["label"])
                journey.go(Spot(("queue", line.queue), key["to"]))
                return
    _wait(journey, line)


def _test(journey: Journey, line: Line, event: Waited) -> None:
    """Test at-close, once, then the overflow rules."""
    if event.seconds < journey.now.waited:
        message = (
            f"a contact that has waited {journey.now.waited} s cannot have waited"
            f" {event.seconds} s: `Waited` counts from the arrival in the queue"
        )
        raise RoutingError(message)
    is_due = event.figures is not None or event.seconds >= next_test(
        journey.contents, journey.contents.queues[line.queue], journey.now.waited
    )
    _pass_time(journey, line, event.seconds)
    if event.figures is not None:
        journey.tell({line.queue: event.figures})
    if not is_due:
        _wait(journey, line)
        return
    at_close = journey.contents.queues[line.queue].get("at_close")
    if event.closed and at_close is not None and not line.told_closed:
        line.told_closed = line.rules_due = True
        journey.state.in_line = False
        spot = Spot(("queue", line.queue), at_close)
        journey.note("at-close", line.queue, journey.place(spot))
        journey.go(spot)
        return
    taken = _overflow(journey, line)
    if taken is None:
        _wait(journey, line)
    else:
        journey.state.in_line = False
        journey.go(taken)


def _pass_time(journey: Journey, line: Line, waited: int) -> None:
    """Take how long the contact has waited now, in seconds."""
    passed = (waited - journey.now.waited) * _MS
    if passed:
        journey.note("wait", line.queue, journey.line_place(line.queue), str(passed))
    journey.now.waited = waited
    journey.state.clock_ms = line.arrived_ms + waited * _MS


def _wait(journey: Journey, line: Line) -> None:
    """Say what the contact waits with from now on."""
    queue, waited = journey.contents.queues[line.queue], journey.now.waited
    is_voice = journey.now.channel == _VOICE
    attributes = journey.contents.attributes
    step = Queued(
        place=journey.line_place(line.queue),
        queue=line.queue,
        title=queue["title"],
        priority=line.priority,
        waited=waited,
        check_at=next_limit(journey.contents, queue, waited),
        needs=_needs(queue, waited),
        strategy=queue["strategy"],
        ring_ms=queue["ring_ms"],
        prefer=_prefer(journey, queue),
        music=queue.get("music") if is_voice else None,
        announcements=_announcements(journey, queue) if is_voice else (),
        keys=tuple((key["key"], key["label"]) for key in queue["keys"]) if is_voice else (),
        whisper=journey.word(queue["whisper"]) if is_voice and "whisper" in queue else None,
        shows={
            name: journey.attributes[name]
            for name in queue["shows"]
            if name in journey.attributes and not attributes[name]["secret"]
        },
    )
    journey.steps.append(step)
    journey.state.in_line = True


def _needs(queue: Queue, waited: int) -> dict[str, int | None]:
    """Return what an agent must have, as widened so far."""
    needs: list[Need] = queue["needs"]
    for step in queue["widen"]:
        if waited * _MS >= step["after_ms"]:
            needs = step["needs"]
    return {need.get("skill", "language"): need.get("level") for need in needs}


def _prefer(journey: Journey, queue: Queue) -> tuple[str | int, int] | None:
    """Return whom to offer the contact first, and until which second of its wait."""
    if "prefer" not in queue:
        return None
    value = journey.attributes.get(queue["prefer"]["attribute"])
    return None if value is None else (value, queue["prefer"]["for_ms"] // _MS)


def _announcements(journey: Journey, queue: Queue) -> tuple[Announcement, ...]:
    return tuple(
        Announcement(
            what=journey.word(each["prompt"])
            if "prompt" in each
            else ("position" if each["say"] == "position" else "expected-wait"),
            every_ms=each.get("every_ms"),
            after_ms=each.get("after_ms"),
        )
        for each in queue["announcements"]
    )
