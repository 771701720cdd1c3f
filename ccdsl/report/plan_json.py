"""A plan as JSON; `schemas/plan.schema.json` describes it."""

import json
from collections.abc import Iterable

from ccdsl.analysis.compare_edits import Because
from ccdsl.analysis.plan_records import AFTER, BEFORE, Change, Plan, Treatment
from ccdsl.model.canonical import Json
from ccdsl.model.zones import utc_text
from ccdsl.report.plan import PlanReport, center_on, end, path, places
from ccdsl.report.plan_noticed import parted
from ccdsl.simulate.world import Contact
from ccdsl.simulate.written import given_lines

FORMAT = 1


def render(report: PlanReport) -> str:
    """Return every change with its contacts, both ways and ends, witness and cause."""
    plan = report.plan
    changes: list[dict[str, object]] = []
    for number, change in enumerate(plan.changes):
        written = _change(plan, change)
        if report.calls is not None:
            written["calls"] = report.calls[number]
        if report.beyond is not None:
            written["expected"] = number + 1 not in report.beyond
        changes.append(written)
    document = {
        "format": FORMAT,
        "decided": plan.complete,
        "sides": list(report.sides),
        "changes": changes,
        "classes": {"all": plan.every_class, "changed": plan.changed_classes},
        "failing": _places(plan.failing),
        "idle": [f"{kind} {name}" for kind, name in plan.idle],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _change(plan: Plan, change: Change) -> dict[str, object]:
    before, after = parted(change)
    return {
        "contacts": _contacts(plan, change),
        "before": _treatment(change.before, before),
        "after": _treatment(change.after, after),
        "share_of_week": change.block.share_of_week,
        "witness": _witness(plan, change),
        "because": _places(change.because),
        "ways": change.ways,
    }


def _places(lines: Iterable[Because]) -> list[dict[str, Json]]:
    return [{"path": path, "line": line, "side": side} for side, path, line in places(lines)]


def _treatment(treatment: Treatment, part: str) -> dict[str, Json]:
    return {
        "end": treatment.end or None,
        "path": list(path(treatment)),
        "noticed": part,
        "said": end(treatment),
    }


def _contacts(plan: Plan, change: Change) -> dict[str, Json]:
    """Return who the contacts are; what else must be so of them only where anything must."""
    found = {**plan.wording.as_json(change.block), "words": change.words}
    for name, pairs in (
        ("attributes", change.where.attributes),
        ("queues", change.where.queues),
        ("waits", change.where.waits),
    ):
        if pairs:
            found[name] = dict(pairs)
    return found


def _witness(plan: Plan, change: Change) -> dict[str, Json] | None:
    witness = change.after.witness or change.before.witness
    if witness is None:
        return None
    on = sorted(name for name, state in witness.world.flags.items() if state)
    given = {"before": _given(plan, BEFORE, change), "after": _given(plan, AFTER, change)}
    return {**_contact(witness.contact), "flags_on": on, "given": given}


def _given(plan: Plan, side: int, change: Change) -> Json:
    """Return what the contact does and the world chooses on a side, as a scenario says it."""
    witness = (change.before, change.after)[side].witness
    if witness is None:
        return None
    return list(given_lines(center_on(plan, side), witness.contact, witness.world))


def _contact(contact: Contact) -> dict[str, Json]:
    return {
        "channel": contact.channel,
        "to": contact.to,
        "from": contact.caller,
        "at": utc_text(contact.instant),
    }
