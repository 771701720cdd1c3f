"""The lock: written, read back, and guarded by its digests."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems
from ccdsl.model.lock import InService, Lock, Move, Release, record_digest, state_digest
from ccdsl.model.lock_lines import read_lines
from ccdsl.model.lock_read import read_lock, read_lock_yaml
from ccdsl.model.lock_text import lock_text
from ccdsl.source import Source

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "0123456789abcdef" * 4)
STATE = Lock(
    in_service={("script", "hello"): InService(version=2, content=A, reach=B)},
    highest={("script", "hello"): 2},
    reached={("prompt", "welcome"): C},
    archived={("script", "hello", 1): D},
)
FIRST = Release(
    sequence=1,
    at="2026-11-22T06:10:00Z",
    by="maria",
    note='Say "hello" - grüß',
    moves=(Move(kind="script", name="hello", before=1, after=2),),
    table=A,
    plan=B,
    state=state_digest(STATE),
    previous=None,
    digest="",
)
LOCK = replace(STATE, releases=(replace(FIRST, digest=record_digest(FIRST)),))
TEXT = f"""\
# Written by ccdsl and guarded by digests: do not edit. `ccdsl history` tells what it says.
edition: 1
in-service:
  script/hello: {{version: 2, content: "{A}", reach: "{B}"}}
highest:
  script/hello: 2
reached:
  prompt/welcome: "{C}"
archived:
  script/hello.v1: "{D}"
releases:
  - digest: "digest"
    sequence: 1
    at: "2026-11-22T06:10:00Z"
    by: "maria"
    note: "Say \\"hello\\" - grüß"
    moves:
      script/hello: 1 -> 2
    table: "{A}"
    plan: "{B}"
    state: "9bfafbb6"
"""


def read(text: str) -> Lock:
    problems = Problems()
    found = read_lock("ccdsl.lock", text.encode(), problems)
    assert not problems, list(problems)
    assert found.lock is not None
    return found.lock


def test_it_is_written_one_line_for_each_thing() -> None:
    (release,) = LOCK.releases
    expected = TEXT.replace("9bfafbb6", release.state).replace('"digest"', f'"{release.digest}"')
    assert lock_text(LOCK) == expected


def test_what_was_written_is_read_back_byte_for_byte() -> None:
    assert read(lock_text(LOCK)) == LOCK
    assert lock_text(read(lock_text(LOCK))) == lock_text(LOCK)


def test_an_empty_lock_too() -> None:
    assert read(lock_text(Lock())) == Lock()


NAMES = st.sampled_from(["a", "b_2", "very-long", "x.y"])
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
KINDS = st.sampled_from(["script", "routing", "overflow", "after-hours"])
NUMBERS = st.integers(1, 10**17)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
KEYS = st.tuples(KINDS, NAMES)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Move, ...]:
    keys = sorted(draw(st.sets(KEYS, max_size=3)))
    return tuple(
        Move(
            kind=kind,
            name=name,
            before=draw(st.none() | NUMBERS),
            after=draw(NUMBERS),
        )
        for kind, name in keys
    )


RELEASES = st.builds(
    Release,
    sequence=NUMBERS,
    at=st.just("2026-11-22T06:10:00Z"),
    by=LINES.filter(bool),
    note=LINES,
    moves=moves(),
    table=DIGESTS,
    plan=st.none() | DIGESTS,
    state=DIGESTS,
    previous=st.none() | DIGESTS,
    digest=DIGESTS,
)
IN_SERVICE = st.builds(InService, version=NUMBERS, content=DIGESTS, reach=DIGESTS)
LOCKS = st.builds(
    Lock,
    in_service=st.dictionaries(KEYS, IN_SERVICE, max_size=3),
    highest=st.dictionaries(KEYS, NUMBERS, max_size=3),
    reached=st.dictionaries(st.tuples(st.just("prompt"), NAMES), DIGESTS, max_size=3),
    archived=st.dictionaries(st.tuples(KINDS, NAMES, NUMBERS), DIGESTS, max_size=3),
    releases=st.lists(RELEASES, max_size=3).map(tuple),
)


@given(LOCKS)
def test_any_lock_is_read_back(lock: Lock) -> None:
    assert read(lock_text(lock)) == lock


def noted(note: str) -> Lock:
    """Return a lock with one release of this note."""
    return replace(LOCK, releases=(replace(FIRST, note=note, digest=A),))


@given(LOCKS)
@example(noted("no-break\u00a0space"))
@example(noted("a line\u2028separator, a mark \u200e of direction, \ufeff and \ue000"))
@example(noted(r"no escape: \U000e0001"))
@example(noted("beyond \U000e0001 what four digits name"))
def test_both_readers_read_the_same(lock: Lock) -> None:
    text = lock_text(lock)
    problems = Problems()
    found = read_lock_yaml("ccdsl.lock", text.encode(), problems)
    read_fast = read_lines(Source(path="ccdsl.lock", text=text))
    assert not problems
    said = "".join(release.by + release.note for release in lock.releases)
    if any(char > "\uffff" and not char.isprintable() for char in said):
        assert read_fast is None, "JSON has no such escape"
        return
    assert read_fast is not None
    assert read_fast == (found.lock, found.places)


def test_what_no_text_may_contain_is_left_to_the_other_reader() -> None:
    text = lock_text(noted("here"))
    for escape in (r"\ud800", r"\u0007", r"\u0085"):
        changed = text.replace('"here"', f'"{escape}"')
        assert read_lines(Source(path="ccdsl.lock", text=changed)) is None


@given(LOCKS, st.data())
def test_what_is_not_as_it_was_written_is_read_as_yaml(lock: Lock, data: st.DataObject) -> None:
    text = lock_text(lock)
    at = data.draw(st.integers(0, len(text) - 1))
    char = data.draw(st.sampled_from(' \n#:{}"0az\u00e9'))
    changed = text[:at] + char + text[at + data.draw(st.integers(0, 1)) :]
    read_fast = read_lines(Source(path="ccdsl.lock", text=changed))
    if read_fast is not None:
        found = read_lock_yaml("ccdsl.lock", changed.encode(), Problems())
        assert read_fast == (found.lock, found.places)


@given(LOCKS)
def test_its_text_has_one_form(lock: Lock) -> None:
    turned = replace(
        lock,
        in_service=dict(reversed(lock.in_service.items())),
        archived=dict(reversed(lock.archived.items())),
    )
    assert lock_text(turned) == lock_text(lock)
