"""The digest of a plan: of who is treated how, wherever that stands in the source."""

from hashlib import sha256

from ccdsl.analysis.plan_records import Change, Plan, Treatment
from ccdsl.model.canonical import Json, canonical_json


def plan_digest(plan: Plan) -> str:
    """Return SHA-256, as 64 lower-case hexadecimal digits, of the canonical JSON of a plan.

    That has the format, whether all is decided and whether failures end otherwise, the classes of
    contacts, the declarations that differ with their digests, and of every change the contacts
    and, for both sides, the end and the steps of the witness; no places.
    """
    same = plan.comparison.same
    said: dict[str, Json] = {
        "format": 1,
        "decided": plan.complete,
        "classes": {"all": plan.every_class, "changed": plan.changed_classes},
        "failing": bool(plan.failing),
        "differing": [[*key, *same.digests(key)] for key in sorted(same.differing)],
        "changes": [_change(plan, change) for change in plan.changes],
    }
    return sha256(canonical_json(said).encode()).hexdigest()


def _change(plan: Plan, change: Change) -> dict[str, Json]:
    return {
        "contacts": plan.wording.as_json(change.block),
        "before": _treatment(change.before),
        "after": _treatment(change.after),
        "answer": change.answer,
    }


def _treatment(treatment: Treatment) -> dict[str, Json]:
    steps = treatment.witness.trace.steps if treatment.witness is not None else ()
    return {
        "end": treatment.end,
        "steps": [[step.kind, step.name, step.detail] for step in steps],
    }
