"""The lock itself: edited, cut off, forged in part, or merged from two sides."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ccdsl.model.lock import LOCK, Lock, Move, record_digest, state_digest
from ccdsl.model.lock_guard import Base, Guard
from ccdsl.model.lock_text import lock_text
from tests.rules.locks import Texts, change, files_of, lock_of, project, release
from tests.rules.projects import MAIN
from tests.rules.test_rules_locked import (
    EDITED,
    LOCKED,
    ONE,
    THREE,
    TWO,
    line,
    only,
    said,
    second,
    third,
)


def resigned(lock: Lock) -> Lock:
    """Return a lock whose releases all have the digests that they should have."""
    previous: str | None = None
    signed = []
    for one in lock.releases:
        follows = replace(one, previous=previous)
        signed.append(replace(follows, digest=record_digest(follows)))
        previous = signed[-1].digest
    return replace(lock, releases=tuple(signed))


def with_lock(texts: Texts, edit: Callable[[Lock], Lock]) -> Texts:
    return {**texts, LOCK: lock_text(edit(lock_of(texts)))}


class TestEdited:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("maria", "marie", "release 1 (by `marie` on 2026-11-01) is not what it was"),
            ("11-02T", "12-02T", "release 2 (by `maria` on 2026-12-02) is not what it was"),
            ("Wait a", "Weit a", "release 2 (by `maria` on 2026-11-02) is not what it was"),
            ("1 -> 2", "1 -> 3", "release 2 (by `maria` on 2026-11-02) is not what it was"),
            ("hello: 3", "hello: 4", "what stands above the releases is not what release 3"),
            ("hello.v1:", "hello.v7:", "what stands above the releases is not what release 3"),
            ("prompt/welcome", "prompt/welcom", "what stands above the releases is not what"),
            ("{version: 3", "{version: 2", "this line about script `hello` says otherwise: by the"),
            ("highest:", "heighest:", "the lock has no key `heighest`"),
            ("  - digest", "   - digest", "cannot be read any more"),
        ],
    )
    def test_one_word(self, old: str, new: str, message: str) -> None:
        texts = third()
        assert old in texts[LOCK]
        texts[LOCK] = texts[LOCK].replace(old, new, 1)
        one = only(texts, "CC506")
        assert message in one.message
        assert one.span.path == LOCK
        assert "version control" in (one.help or "")

    def test_another_edition(self) -> None:
        texts = third()
        texts[LOCK] = texts[LOCK].replace("edition: 1", "edition: 2\nlater: {}")
        one = only(texts, "CC506")
        assert one.message == "this lock is of edition 2, and this ccdsl knows edition 1"
        assert one.help == "use a ccdsl that knows edition 2"

    def test_layout_is_free(self) -> None:
        texts = third()
        text = texts[LOCK].replace("{version", "{  version").replace("\n", "  # hi\r\n")
        assert said({**texts, LOCK: text}, LOCKED) == []

    def test_it_points_at_the_line(self) -> None:
        texts = third()
        texts[LOCK] = texts[LOCK].replace("{version: 3", "{version: 2")
        assert line(texts, only(texts, "CC506")).startswith("  script/hello: {version: 2")

    def test_a_version_is_added(self) -> None:
        texts = with_lock(
            second(),
            lambda lock: replace(
                lock,
                in_service={**lock.in_service, ("script", "x"): lock.in_service["script", "hello"]},
            ),
        )
        assert (
            "script `x` says otherwise: by the releases, it is not" in only(texts, "CC506").message
        )

    def test_a_version_is_missing(self) -> None:
        texts = with_lock(
            second(),
            lambda lock: replace(
                lock, in_service={k: v for k, v in lock.in_service.items() if k[1] != "hello"}
            ),
        )
        message = only(texts, "CC506").message
        assert "script `hello` is missing here: by the releases, version 2 is" in message


class TestCutOff:
    @pytest.mark.parametrize("share", range(0, 100, 3))
    def test_anywhere(self, share: int) -> None:
        texts = third()
        texts[LOCK] = texts[LOCK][: len(texts[LOCK]) * share // 100]
        assert [one.code for one in said(texts)] == ["CC506"]

    def test_after_any_release(self) -> None:
        first, *rest = third()[LOCK].split("  - digest")
        for count, message in (
            (0, "`releases` has no value"),
            (1, "this line about script `hello` says otherwise: by the releases, version 1 is"),
            (2, "this line about script `hello` says otherwise: by the releases, version 2 is"),
        ):
            text = "  - digest".join((first, *rest[:count]))
            assert message in only({**third(), LOCK: text}, "CC506").message
        emptied = with_lock(third(), lambda lock: replace(lock, releases=()))
        assert "the lock has lost its releases" in only(emptied, "CC506").message

    def test_the_first_release(self) -> None:
        texts = with_lock(third(), lambda lock: replace(lock, releases=lock.releases[1:]))
        assert "is not the first one: those before it are missing" in only(texts, "CC506").message

    def test_a_release_in_the_middle(self) -> None:
        texts = with_lock(
            third(), lambda lock: replace(lock, releases=(lock.releases[0], lock.releases[2]))
        )
        assert "does not follow the one above: releases are missing" in only(texts, "CC506").message


class TestForgedInPart:
    """Digests computed anew, but not all of what they stand for."""

    def test_a_number_is_left_out(self) -> None:
        texts = with_lock(
            third(),
            lambda lock: resigned(
                replace(lock, releases=(lock.releases[0], replace(lock.releases[1], sequence=5)))
            ),
        )
        assert "has not the next number, 2" in only(texts, "CC506").message

    def test_a_move_from_nowhere(self) -> None:
        def edit(lock: Lock) -> Lock:
            moves = (Move(kind="script", name="hello", before=7, after=2),)
            last = replace(lock.releases[1], moves=moves)
            return resigned(replace(lock, releases=(lock.releases[0], last)))

        message = only(with_lock(second(), edit), "CC506").message
        assert "takes script `hello` from a version that was not in service" in message

    def test_a_state(self) -> None:
        def edit(lock: Lock) -> Lock:
            changed = replace(lock, highest={})
            last = replace(lock.releases[1], state=state_digest(changed))
            return resigned(replace(lock, releases=(lock.releases[0], last)))

        texts = with_lock(second(), edit)
        assert only(texts, "CC506").message.startswith("what stands above the releases")


class TestForgedWhole:
    """Every digest computed anew: what the releases themselves say is left to hold it to."""

    def forged(self, edit: Callable[[Lock], Lock]) -> Texts:
        def signed(lock: Lock) -> Lock:
            changed = edit(lock)
            last = replace(changed.releases[-1], state=state_digest(changed))
            return resigned(replace(changed, releases=(*changed.releases[:-1], last)))

        return with_lock(third(), signed)

    def test_a_version_that_was_in_service_is_forgotten(self) -> None:
        texts = self.forged(
            lambda lock: replace(
                lock, archived={k: v for k, v in lock.archived.items() if k[2] != 1}
            )
        )
        del texts["archive/script/hello.v1.ccdsl"]
        assert only(texts, "CC506").message == (
            "a version of script `hello` is missing here that release 1 (by `maria` on "
            "2026-11-01) speaks of"
        )

    def test_a_number_is_to_be_used_again(self) -> None:
        texts = self.forged(
            lambda lock: replace(lock, highest={**lock.highest, ("script", "hello"): 2})
        )
        assert only(texts, "CC506").message == (
            "the highest number of script `hello` is lower here than one that was in service"
        )

    def test_a_retired_version_says_something_else(self) -> None:
        """The lock alone cannot tell; a revision that knows better can."""
        edited = EDITED.replace("in-service", "retired")
        path = "archive/script/hello.v1.ccdsl"
        own = lock_of(release(project(EDITED))).in_service["script", "hello"].content
        texts = self.forged(
            lambda lock: replace(lock, archived={**lock.archived, ("script", "hello", 1): own})
        )
        texts = {**texts, path: edited.split("\n", 1)[1]}
        later = with_lock(third(), lambda lock: replace(lock, archived=lock_of(texts).archived))
        later = with_lock(later, following)
        assert said({**later, path: texts[path]}, LOCKED) == []
        guard = Guard(
            locked=True, base=Base(ref="main", files=files_of(third()), fork=files_of(third()))
        )
        assert only({**later, path: texts[path]}, "CC511", guard).message == (
            "script `hello` version 1 was in service in `main`, and says something else here"
        )


def following(lock: Lock) -> Lock:
    """Return a lock with one more release, which says that what it holds is right."""
    last = lock.releases[-1]
    more = replace(
        last, sequence=last.sequence + 1, moves=(), state=state_digest(lock), previous=last.digest
    )
    signed = replace(more, digest=record_digest(more))
    return replace(lock, releases=(*lock.releases, signed))


class TestTwoSides:
    def sides(self) -> tuple[Texts, Texts]:
        ours = release(change(second(), THREE), by="ana", note="Three", day=3)
        theirs = release({**second(), MAIN: TWO + "# more\n"}, by="bo", note="Nothing", day=4)
        return ours, theirs

    def test_both_releases_stand_there(self) -> None:
        ours, theirs = self.sides()
        merged = with_lock(
            ours,
            lambda lock: replace(lock, releases=(*lock.releases, lock_of(theirs).releases[-1])),
        )
        one = only(merged, "CC507")
        assert one.message == "two branches both went live, and their locks were merged into one"
        assert [each.text for each in one.labels] == [
            (
                'release 3 (by `ana` at 2026-11-03 09:00 UTC, "Three"): script `hello` from '
                "version 2 to 3; below it, and knowing nothing of it, release 3 (by `bo` at "
                '2026-11-04 09:00 UTC, "Nothing"): no version, only what the versions lead to'
            )
        ]
        assert "`ccdsl lock repair --keep ours`" in (one.help or "")

    def test_lines_of_both_sides(self) -> None:
        """A merge driver that keeps the lines of both sides writes one version twice."""
        ours, theirs = self.sides()
        more = theirs[LOCK].split("  - digest")[-1]
        doubled = ours[LOCK].replace("highest:\n", "highest:\n  script/hello: 2\n")
        one = only({**ours, LOCK: f"{doubled}  - digest{more}"}, "CC507")
        assert "below it, and knowing nothing of it" in one.labels[0].text

    @pytest.mark.parametrize("style", ["", "||||||| base\nold\n"])
    def test_marks(self, style: str) -> None:
        ours, theirs = self.sides()
        text = "".join(
            (
                "<<<<<<< HEAD\n",
                ours[LOCK],
                style,
                "=======\n",
                theirs[LOCK],
                ">>>>>>> feature\n",
            )
        )
        one = only({**ours, LOCK: text}, "CC507")
        assert one.message == (
            "two branches both went live, and were merged: our side (`HEAD`) has release 3 (by "
            '`ana` at 2026-11-03 09:00 UTC, "Three"): script `hello` from version 2 to 3; their '
            'side (`feature`) has release 3 (by `bo` at 2026-11-04 09:00 UTC, "Nothing"): no '
            "version, only what the versions lead to"
        )

    def test_marks_around_what_cannot_be_read(self) -> None:
        text = "<<<<<<< HEAD\n{\n=======\n}\n>>>>>>> feature\n"
        assert only({**second(), LOCK: text}, "CC507")


def test_a_lock_that_is_no_file() -> None:
    texts = {**project(ONE), LOCK: ""}
    assert only(texts, "CC506")
