"""What has changed, of all that the versions in service lead to, since the last release."""

from collections.abc import Iterator

from ccdsl.model.lock import Key, Lock
from ccdsl.model.program import Program
from ccdsl.model.reach import Reach, reach_of
from ccdsl.record import record


@record
class Drift:
    """What was not released yet.

    `changed` are the declarations that say something else than the last release found, or that
    are new where nothing that leads there has changed; `lost` those that nothing leads to any
    more, named only where nothing else explains why the reach of `versions` is another.
    """

    changed: tuple[Key, ...]
    lost: tuple[Key, ...]
    versions: tuple[Key, ...]
    reach: Reach


def find_drift(program: Program, lock: Lock) -> Drift:
    """Return how what the versions in service lead to differs from what was released."""
    reach = reach_of(program)
    edited = {
        key
        for key in reach.own.keys() | lock.in_service.keys()
        if key not in lock.in_service or reach.own.get(key) != lock.in_service[key].content
    }
    other = {
        key for key, digest in reach.reached.items() if lock.reached.get(key, digest) != digest
    }
    new = set(_new(reach, lock, edited | other))
    versions = [key for key, digest in reach.digests.items() if _is_other(lock, key, digest)]
    is_told = bool(edited or other or new)
    lost = () if is_told or not versions else lock.reached.keys() - reach.reached.keys()
    return Drift(
        changed=tuple(sorted(other | new)),
        lost=tuple(sorted(lost)),
        versions=() if is_told else tuple(sorted(versions)),
        reach=reach,
    )


def _is_other(lock: Lock, key: Key, digest: str) -> bool:
    live = lock.in_service.get(key)
    return live is not None and live.reach != digest


def _new(reach: Reach, lock: Lock, explained: set[Key]) -> Iterator[Key]:
    """Yield what is reached now and was not, although nothing that leads there has changed.

    A recording that lists one more queue is such a thing: no queue says which recording it is in.
    """
    known = lock.reached.keys() | lock.in_service.keys()
    for key, targets in reach.edges.items():
        if key in known and key not in explained:
            yield from (each for each in targets if each not in known)
