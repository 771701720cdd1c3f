"""Queues of the routing table, as the language writes them."""

from collections.abc import Iterator

from ccdsl.importers.fields import Record, as_record, maybe, records, text, texts, whole
from ccdsl.importers.words import listed, quoted
from ccdsl.model.words import duration

_NAMED = (
    ("strategy", "strategy"),
    ("whisper", "whisper"),
    ("greet", "greet"),
    ("overflow", "overflow"),
    ("after-hours", "after_hours"),
)
_TIMES = (("ring", "ring_ms"), ("recheck", "recheck_ms"), ("wrap-up", "wrap_up_ms"))


def queue_lines(queue: Record) -> Iterator[str]:
    """Yield what a queue says but for its keys and its closing."""
    yield f"title {quoted(text(queue, 'title'))}"
    yield f"channels {listed(texts(queue, 'channels'))}"
    yield from _needs(queue)
    for word, name in _NAMED:
        if name in queue:
            yield f"{word} {text(queue, name)}"
    for word, name in _TIMES:
        if whole(queue, name) or name != "wrap_up_ms":
            yield f"{word} {duration(whole(queue, name))}"
    yield from _waiting(queue)
    for each in records(queue, "announcements"):
        yield _announcement(each)
    yield from _agents(queue)


def _waiting(queue: Record) -> Iterator[str]:
    if "max_waiting" in queue:
        yield f"max-waiting {whole(queue, 'max_waiting')}"
    if queue["waits_forever"]:
        yield "wait forever"
    if "service_level" in queue:
        level = as_record(queue["service_level"])
        within = duration(whole(level, "within_ms"))
        yield f"service-level {text(level, 'percent')}% within {within}"
    if "music" in queue:
        yield f"music {quoted(text(queue, 'music'))}"


def _agents(queue: Record) -> Iterator[str]:
    if "prefer" in queue:
        prefer = as_record(queue["prefer"])
        yield f"prefer {text(prefer, 'attribute')} for {duration(whole(prefer, 'for_ms'))}"
    if texts(queue, "shows"):
        yield f"shows {listed(texts(queue, 'shows'))}"
    callbacks = as_record(queue["callbacks"])
    during = maybe(callbacks, "during")
    every = duration(whole(callbacks, "every_ms"))
    tail = "" if during is None else f" during {during}"
    yield f"callbacks {whole(callbacks, 'tries')} tries every {every}{tail}"


def _announcement(said: Record) -> str:
    what = maybe(said, "say") or text(said, "prompt")
    if "every_ms" in said:
        return f"announce {what} every {duration(whole(said, 'every_ms'))}"
    return f"announce {what} after {duration(whole(said, 'after_ms'))}"


def _needs(queue: Record) -> Iterator[str]:
    """Yield needs, and what each widening adds to those before it or takes from them."""
    before = _written(queue)
    if before:
        yield f"requires {listed(before.values())}"
    for step in records(queue, "widen"):
        now = _written(step)
        gone = [f"without {skill}" for skill in before if skill not in now]
        changed = [said for skill, said in now.items() if before.get(skill) != said]
        after = duration(whole(step, "after_ms"))
        yield f"widen after {after} requires {listed((*gone, *changed))}"
        before = now


def _written(part: Record) -> dict[str, str]:
    """Return needs as written, by skill; the contact's language is `language`."""
    return {maybe(need, "skill") or "language": _need(need) for need in records(part, "needs")}


def _need(need: Record) -> str:
    if "language" in need:
        return "language"
    level = f" >= {whole(need, 'level')}" if "level" in need else ""
    return text(need, "skill") + level
