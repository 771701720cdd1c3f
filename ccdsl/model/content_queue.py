"""What a queue says, as plain values: lines taken over and defaults filled in."""

from collections.abc import Iterable

from ccdsl.model.canonical import Json, present
from ccdsl.model.content_flows import nodes_content, percent
from ccdsl.model.flatten import KEY_ORDER
from ccdsl.model.flows import flatten_queue
from ccdsl.model.normal import Attributes
from ccdsl.model.queues import DEFAULT_TRIES, DEFAULT_TRY_EVERY_MS, Queue
from ccdsl.model.vocabulary import CHANNELS
from ccdsl.syntax import ast


def queue_content(queue: Queue, attributes: Attributes) -> dict[str, Json]:
    """Return everything a queue says; its keys and its closing lead to its own nodes."""
    flow = flatten_queue(queue)
    written = queue.written
    return present(
        title=queue.title,
        channels=[channel for channel in CHANNELS if channel in queue.channels],
        needs=needs_content(_needs(written.requires)),
        widen=_widenings(queue),
        strategy=queue.strategy,
        ring_ms=queue.ring_ms,
        recheck_ms=queue.recheck_ms,
        wrap_up_ms=queue.wrap_up_ms,
        max_waiting=queue.max_waiting,
        waits_forever=written.waits_forever,
        service_level=_service_level(written),
        prefer=_preference(written),
        music=written.music.value if written.music else None,
        announcements=[_announcement(each) for each in written.announcements],
        whisper=written.whisper.text if written.whisper else None,
        greet=written.greet.text if written.greet else None,
        shows=[name.text for name in written.shows],
        callbacks=_callbacks(written),
        overflow=queue.overflow,
        after_hours=queue.after_hours,
        keys=_keys(written),
        at_close=flow.steps.get("at-close"),
        nodes=nodes_content(flow, attributes),
    )


Needs = dict[str, int | None]
"""Skills with the level they are needed at; `language` is the contact's own."""


def _needs(written: Iterable[ast.Need], before: Needs | None = None) -> Needs:
    """Return what an agent must have after these lines, on top of those before."""
    needs: Needs = dict(before or {})
    for need in written:
        match need:
            case ast.SkillNeed():
                needs[need.skill.text] = need.level.value if need.level else None
            case ast.LanguageNeed():
                needs["language"] = None
            case ast.Without():
                needs.pop(need.skill.text, None)
    return needs


def needs_content(needs: Needs) -> list[dict[str, Json]]:
    """Return needs sorted by skill, the contact's language last."""
    skills: list[dict[str, Json]] = [
        present(skill=skill, level=level)
        for skill, level in sorted(needs.items())
        if skill != "language"
    ]
    return [*skills, {"language": True}] if "language" in needs else skills


def _widenings(queue: Queue) -> list[dict[str, Json]]:
    """Return all needs after every step, in the order of time."""
    needs = _needs(queue.written.requires)
    steps: list[dict[str, Json]] = []
    for step in sorted(queue.written.widenings, key=lambda one: one.after.ms):
        needs = _needs(step.needs, needs)
        steps.append({"after_ms": step.after.ms, "needs": needs_content(needs)})
    return steps


def _service_level(queue: ast.Queue) -> Json:
    level = queue.service_level
    if level is None:
        return None
    return {"percent": percent(level.percent), "within_ms": level.within.ms}


def _preference(queue: ast.Queue) -> Json:
    prefer = queue.prefer
    if prefer is None:
        return None
    return {"attribute": prefer.attribute.text, "for_ms": prefer.duration.ms}


def _announcement(announcement: ast.Announcement) -> dict[str, Json]:
    what = announcement.what
    return present(
        say=None if isinstance(what, ast.Name) else what,
        prompt=what.text if isinstance(what, ast.Name) else None,
        every_ms=announcement.every.ms if announcement.every else None,
        after_ms=announcement.after.ms if announcement.after else None,
    )


def _callbacks(queue: ast.Queue) -> dict[str, Json]:
    written = queue.callbacks
    return present(
        tries=written.tries.value if written else DEFAULT_TRIES,
        every_ms=written.every.ms if written else DEFAULT_TRY_EVERY_MS,
        during=written.during.text if written and written.during else None,
    )


def _keys(queue: ast.Queue) -> list[dict[str, Json]]:
    """Return the keys in the order of the telephone."""
    places = {key: place for place, key in enumerate(KEY_ORDER)}
    lines = sorted(
        queue.keys, key=lambda line: (places.get(line.key.keys, len(places)), line.key.keys)
    )
    return [
        {"key": line.key.keys, "label": line.label.value, "to": f"key-{line.key.keys}"}
        for line in lines
    ]
