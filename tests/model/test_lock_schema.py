"""The schema of the lock takes what the reader takes."""

import json

import pytest

from ccdsl.model.lock_read import read_lock
from tests.model.data_files import Plain, agree

DIGEST = "0123456789abcdef" * 4
RELEASE: dict[str, Plain] = {
    "sequence": 1,
    "at": "2026-11-22T06:10:00Z",
    "by": "maria",
    "note": "",
    "moves": {"script/hello": "1 -> 2"},
    "table": DIGEST,
    "plan": DIGEST,
    "state": DIGEST,
    "previous": DIGEST,
    "digest": DIGEST,
}
LOCK: dict[str, Plain] = {
    "edition": 1,
    "in-service": {"script/hello": {"version": 2, "content": DIGEST, "reach": DIGEST}},
    "highest": {"script/hello": 2},
    "reached": {"prompt/welcome": DIGEST, "data-source/crm.customer": DIGEST},
    "archived": {"script/hello.v1": DIGEST},
    "releases": [RELEASE],
}
SCHEMA = "schemas/lock.schema.json"


def test_both_take_a_lock() -> None:
    assert agree(LOCK, SCHEMA, read_lock)


ODD: dict[str, dict[str, Plain]] = {
    "edition": {"edition": 2},
    "no text for an edition": {"edition": "1"},
    "a kind without versions": {"highest": {"prompt/welcome": 1}},
    "no kind": {"highest": {"welcome": 1}},
    "version nought": {"highest": {"script/hello": 0}},
    "half a number": {"highest": {"script/hello": 1.5}},
    "short digest": {"reached": {"prompt/welcome": DIGEST[1:]}},
    "long digest": {"reached": {"prompt/welcome": DIGEST + "0"}},
    "large digits": {"reached": {"prompt/welcome": DIGEST.upper()}},
    "no number": {"archived": {"script/hello": DIGEST}},
    "number nought": {"archived": {"script/hello.v0": DIGEST}},
    "a list": {"archived": []},
    "one release": {"releases": RELEASE},
    "other keys": {"later": {}},
    "half a version": {"in-service": {"script/hello": {"version": 2, "content": DIGEST}}},
}
ODD_RELEASES: dict[str, dict[str, Plain]] = {
    "sequence": {"sequence": 0},
    "local time": {"at": "2026-11-22T06:10:00"},
    "nobody": {"by": ""},
    "two lines": {"note": "one\ntwo"},
    "nowhere": {"moves": {"script/hello": "none -> none"}},
    "no move": {"moves": {"script/hello": "2"}},
    "a list of moves": {"moves": []},
    "no digest": {"table": None},
    "other keys": {"why": "because"},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_both_refuse(change: dict[str, Plain]) -> None:
    assert not agree({**LOCK, **change}, SCHEMA, read_lock)


@pytest.mark.parametrize("change", ODD_RELEASES.values(), ids=ODD_RELEASES)
def test_both_refuse_a_release(change: dict[str, Plain]) -> None:
    assert not agree({**LOCK, "releases": [{**RELEASE, **change}]}, SCHEMA, read_lock)


@pytest.mark.parametrize("key", LOCK)
def test_every_section_is_there(key: str) -> None:
    assert not agree({name: each for name, each in LOCK.items() if name != key}, SCHEMA, read_lock)


@pytest.mark.parametrize("key", RELEASE)
def test_what_a_release_may_leave_out(key: str) -> None:
    less = {name: each for name, each in RELEASE.items() if name != key}
    assert agree({**LOCK, "releases": [less]}, SCHEMA, read_lock) is (key in ("plan", "previous"))


def test_the_schema_describes_every_field_of_a_release() -> None:
    from ccdsl.resources import read_resource

    schema = json.loads(read_resource(SCHEMA))
    assert set(schema["$defs"]["release"]["properties"]) == set(RELEASE)
