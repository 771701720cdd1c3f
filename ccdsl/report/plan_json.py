"""A plan as JSON; `schemas/plan.schema.json` describes it."""

import json
from hashlib import sha256

from ccdsl.analysis.plan_records import Change, Plan, Treatment
from ccdsl.model.canonical import Json, canonical_json
from ccdsl.report.plan import PlanReport, end, parted, path
from ccdsl.simulate.world import Contact

FORMAT = 1


def render(report: PlanReport) -> str:
    """Return every change with its contacts, both ways and ends, witness and cause."""
    document = document_of(report.plan)
    changes: list[dict[str, object]] = []
    for number, change in enumerate(report.plan.changes):
        written: dict[str, object] = {**_change(report.plan, change)}
        written["share_of_week"] = change.block.share_of_week
        if report.calls is not None:
            written["calls"] = report.calls[number]
        if report.beyond is not None:
            written["expected"] = number + 1 not in report.beyond
        changes.append(written)
    whole = {**document, "sides": list(report.sides), "changes": changes}
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n"


def document_of(plan: Plan) -> dict[str, Json]:
    """Return a plan as plain values, shares as millionths."""
    return {
        "format": FORMAT,
        "decided": plan.complete,
        "changes": [_change(plan, change) for change in plan.changes],
        "classes": {"all": plan.every_class, "changed": plan.changed_classes},
        "idle": [f"{kind} {name}" for kind, name in plan.idle],
    }


def plan_digest(plan: Plan) -> str:
    """Return the digest of a plan: SHA-256, in hexadecimal digits, of its canonical JSON."""
    return sha256(canonical_json(document_of(plan)).encode()).hexdigest()


def _change(plan: Plan, change: Change) -> dict[str, Json]:
    before, after = parted(change)
    return {
        "contacts": plan.wording.as_json(change.block),
        "before": _treatment(change.before, before),
        "after": _treatment(change.after, after),
        "share_of_week": change.block.share,
        "witness": _witness(change),
        "because": [
            {"path": one.path, "line": one.line, "side": one.side} for one in change.because
        ],
        "ways": change.ways,
    }


def _treatment(treatment: Treatment, part: str) -> dict[str, Json]:
    return {
        "end": treatment.end or None,
        "path": list(path(treatment)),
        "noticed": part,
        "said": end(treatment),
    }


def _witness(change: Change) -> dict[str, Json] | None:
    witness = change.after.witness or change.before.witness
    if witness is None:
        return None
    on = sorted(name for name, state in witness.world.flags.items() if state)
    return {**_contact(witness.contact), "flags_on": on}


def _contact(contact: Contact) -> dict[str, Json]:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - only a witness needs a clock

    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=contact.instant)
    return {
        "channel": contact.channel,
        "to": contact.to,
        "from": contact.caller,
        "at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
