"""The guards: what is said about versions that a lock, an archive or a revision speaks of."""

from dataclasses import replace

import pytest

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.model.lock import LOCK
from ccdsl.model.lock_guard import Base, Guard
from tests.rules.locks import Texts, change, check, codes, files_of, lock_of, project, release
from tests.rules.projects import MAIN

ONE = """\
prompt welcome { en-US "Welcome." es-US "Hola." }
script hello version 1 in-service { start { play welcome -> queue help } }
"""
TWO = ONE.replace("version 1 in-service { start {", "version 2 in-service { start { wait 1s")
THREE = TWO.replace("version 2", "version 3").replace("1s", "2s")
EDITED = ONE.replace("play welcome -> queue", "play welcome wait 1s -> queue")
DRAFT = ONE + "script hello version 2 draft { start { -> queue help } }\n"
LOCKED = Guard(locked=True)


def first() -> Texts:
    return release(project(ONE))


def second() -> Texts:
    return release(change(first(), TWO), note="Wait a little", day=2)


def third() -> Texts:
    return release(change(second(), THREE), by="ana", day=3)


def said(texts: Texts, guard: Guard | None = None) -> list[Diagnostic]:
    return [one for one in check(texts, guard).diagnostics if one.code.startswith("CC5")]


def line(texts: Texts, one: Diagnostic) -> str:
    """Return the text of the line that a finding points at."""
    text = texts[one.span.path]
    begin = text.rfind("\n", 0, one.span.start) + 1
    return text[begin:].split("\n", 1)[0]


def only(texts: Texts, code: str, guard: Guard | None = None) -> Diagnostic:
    found = said(texts, guard)
    assert [one.code for one in found] == [code], [(one.code, one.message) for one in found]
    return found[0]


class TestWhatIsFine:
    @pytest.mark.parametrize("texts", [first(), second(), third()], ids=["one", "two", "three"])
    @pytest.mark.parametrize("guard", [Guard(), LOCKED], ids=["check", "locked"])
    def test_what_was_released(self, texts: Texts, guard: Guard) -> None:
        assert said(texts, guard) == []

    def test_a_draft(self) -> None:
        assert said({**first(), MAIN: DRAFT}, LOCKED) == []

    def test_comments_layout_and_order(self) -> None:
        turned = "\n# a comment\n".join(reversed(ONE.replace(" ", "  ").splitlines()))
        assert (
            said({**first(), MAIN: turned.replace('"Welcome."', '"Welcome."  # hi\n')}, LOCKED)
            == []
        )

    def test_other_files(self) -> None:
        texts = first()
        moved = {**texts, MAIN: "", "other.ccdsl": texts[MAIN]}
        assert said(moved, LOCKED) == []

    def test_the_type_of_an_attribute_is_not_the_script_s_text(self) -> None:
        text = ONE.replace("play welcome", "set balance 07 play welcome")
        texts = release(project(text))
        texts["base.ccdsl"] = texts["base.ccdsl"].replace(
            "balance  number", "balance  digits 1 to 9"
        )
        assert codes(check(texts)) == []
        assert only(texts, "CC510", LOCKED).message.startswith("attribute `balance` has changed")

    def test_a_retired_block_in_the_source(self) -> None:
        block = ONE.splitlines()[1].replace("in-service", "retired")
        texts = {path: text for path, text in second().items() if "archive" not in path}
        assert said({**texts, MAIN: TWO + block}, LOCKED) == []

    def test_no_lock_and_no_archive(self) -> None:
        assert said(project(ONE)) == []
        assert check(project(ONE)).program.guarded is None

    def test_a_rollback_keeps_the_number(self) -> None:
        texts = third()
        del texts["archive/script/hello.v2.ccdsl"]
        back = release(change(texts, TWO), day=4)
        assert lock_of(back).in_service["script", "hello"].version == 2
        assert said(back, LOCKED) == []


class TestEdited:
    def test_in_service(self) -> None:
        one = only({**first(), MAIN: EDITED}, "CC503")
        assert one.message == "script `hello` version 1 is in service, and was edited here"
        assert one.help is not None
        assert "`ccdsl draft script/hello`" in one.help
        assert "take the edit back" in one.help
        assert line({**first(), MAIN: EDITED}, one).startswith("script hello")
        assert line(first(), replace(one, span=one.labels[0].span)).startswith("  script/hello:")

    def test_while_there_is_a_draft(self) -> None:
        text = EDITED + "script hello version 2 draft { start { -> queue help } }\n"
        assert "the draft, version 2" in (only({**first(), MAIN: text}, "CC503").help or "")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("queue help", "queue help priority high"),
            ("start {", "start { wait 0s"),
            ("version 1 in-service {", 'version 1 in-service { title "Hello"'),
            ("play welcome", "play hello"),
        ],
    )
    def test_any_other_meaning(self, old: str, new: str) -> None:
        assert codes(check({**first(), MAIN: ONE.replace(old, new)})) == ["CC503"]


class TestNumbers:
    def test_a_draft_goes_back(self) -> None:
        texts = release(change(third(), ONE.replace("version 1", "version 9")), day=4)
        text = texts[MAIN].replace("hello", "other")
        draft = "script hello version 3 draft { start { -> queue help } }\n"
        gone = release(change(texts, text), day=5)
        one = only({**gone, MAIN: text + draft}, "CC504")
        assert one.message == "script `hello` has had a version 3 before"
        assert one.help == "write `version 10 draft`"
        assert line(gone, replace(one, span=one.labels[0].span)) == "  script/hello: 9"

    def test_below_what_is_in_service_the_sources_say_it(self) -> None:
        draft = "script hello version 1 draft { start { -> queue help } }\n"
        assert codes(check({**second(), MAIN: TWO + draft})) == ["CC502"]

    def test_in_service_goes_back_to_something_else(self) -> None:
        texts = {**second(), MAIN: EDITED}
        assert only(texts, "CC504").message == "script `hello` has had a version 1 before"


class TestByHand:
    def test_put_in(self) -> None:
        one = only({**first(), MAIN: TWO}, "CC505")
        assert "no release has put script `hello` version 2 in service" in one.message
        assert "by the lock, version 1 is" in one.message
        assert "`ccdsl promote script/hello`" in (one.help or "")

    def test_new(self) -> None:
        new = "script new version 1 in-service { start { -> queue help } }\n"
        one = only({**first(), MAIN: ONE + new}, "CC505")
        assert one.message == "no release has put script `new` version 1 in service"

    def test_back(self) -> None:
        one = only({**second(), MAIN: ONE}, "CC505")
        assert "`ccdsl rollback script/hello`" in (one.help or "")

    @pytest.mark.parametrize("state", ["draft", "retired"])
    def test_taken_out(self, state: str) -> None:
        found = said({**first(), MAIN: ONE.replace("in-service", state)})
        assert found[-1].code == "CC505"
        assert f"and its header says `{state}`" in found[-1].message
        assert "`ccdsl retire script/hello`" in (found[-1].help or "")

    @pytest.mark.parametrize("state", ["draft", "retired"])
    def test_taken_out_where_something_names_it(self, state: str) -> None:
        """What named it did nothing wrong: one mistake, one message."""
        other = "script other version 1 in-service { start { -> script hello } }\n"
        texts = release(project(ONE + other))
        found = check({**texts, MAIN: ONE.replace("in-service", state) + other}).diagnostics
        (one,) = (one for one in found if one.severity is Severity.ERROR)
        assert one.code == "CC505"
        assert one.help == (
            "write `in-service` again first; then `ccdsl retire script/hello` takes it out of "
            "service"
        )

    def test_unused(self) -> None:
        """What is in service is never simply deleted."""
        told = "script `hello` is never used"
        for texts, way_out in (
            (project(ONE), "name it somewhere, or delete it"),
            (
                release(project(ONE)),
                "name it somewhere; else `ccdsl retire script/hello` takes it out of service",
            ),
        ):
            (one,) = (one for one in check(texts).diagnostics if one.message == told)
            assert one.help == way_out

    def test_deleted(self) -> None:
        texts = {**first(), MAIN: ONE.splitlines()[0]}
        one = only(texts, "CC505")
        assert "is not in the sources any more" in one.message
        assert line(texts, one).startswith("  script/hello: {version: 1")
        assert (one.help or "").startswith("put it back first; then `ccdsl retire script/hello`")

    def test_deleted_or_unreadable_is_not_the_same(self) -> None:
        assert codes(check({**first(), MAIN: ONE.replace("script hello", "scirpt hello")})) == []


class TestArchive:
    PATH = "archive/script/hello.v1.ccdsl"

    def test_edited(self) -> None:
        texts = second()
        texts[self.PATH] = texts[self.PATH].replace("queue help", "hang-up")
        one = only(texts, "CC508")
        assert one.message == (
            "version 1 of script `hello` is not what it was when it was in service"
        )
        assert one.span.path == self.PATH

    def test_commented(self) -> None:
        texts = second()
        texts[self.PATH] = "# kept\n" + texts[self.PATH].replace(" ", "\n")
        assert said(texts, LOCKED) == []

    def test_gone(self) -> None:
        texts = second()
        del texts[self.PATH]
        one = only(texts, "CC508")
        assert f"its source `{self.PATH}` is gone" in one.message
        assert line(texts, one).startswith("  script/hello.v1:")

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ("version 1", "version 2", "is in service, and stands in the archive as well"),
            ("version 1", "version 7", "by its header, it is version 7 of script `hello`"),
            ("script hello", "script other", "by its header, it is version 1 of script `other`"),
            ("retired", "draft", "what it holds is no retired version"),
            ("start {", "start ", "is not version 1 of script `hello` any more"),
            ("script", "prompt", "is not version 1 of script `hello` any more"),
        ],
    )
    def test_its_header(self, old: str, new: str, why: str) -> None:
        texts = second()
        texts[self.PATH] = texts[self.PATH].replace(old, new)
        assert why in only(texts, "CC508").message

    def test_two_blocks(self) -> None:
        texts = second()
        texts[self.PATH] *= 2
        assert "it holds 2 declarations instead of one" in only(texts, "CC508").message

    def test_one_too_many(self) -> None:
        texts = second()
        texts["archive/script/x.v1.ccdsl"] = texts[self.PATH].replace("hello", "x")
        assert "knows no version 1 of script `x`" in only(texts, "CC508").message
        texts["archive/script/x.v1.ccdsl"] = "# nothing\n"
        assert "it holds no declarations" in only(texts, "CC508").message

    def test_kept_twice(self) -> None:
        texts = second()
        texts[MAIN] += texts[self.PATH]
        assert "is kept twice" in only(texts, "CC508").message

    def test_a_retired_block_that_never_was_in_service(self) -> None:
        texts = first()
        texts[MAIN] += "script x version 1 retired { start { -> queue help } }\n"
        assert "knows no version 1 of script `x`" in only(texts, "CC508").message


class TestUnguarded:
    def test_locked_wants_a_lock(self) -> None:
        one = only(project(ONE), "CC509", LOCKED)
        assert "ccdsl release" in (one.help or "")

    def test_an_archive_wants_a_lock(self) -> None:
        texts = second()
        del texts[LOCK]
        assert "although `archive/` keeps" in only(texts, "CC509").message
        assert only(texts, "CC509", LOCKED)


class TestReached:
    def test_a_prompt(self) -> None:
        texts = {**first(), MAIN: ONE.replace("Welcome.", "Welcome back.")}
        assert said(texts) == []
        one = only(texts, "CC510", LOCKED)
        assert one.message == (
            "prompt `welcome` has changed since release 1 (by `maria` on 2026-11-01), "
            "and was not released"
        )
        assert [each.text for each in one.labels] == ["script `hello` leads to it"]
        assert said(release(texts), LOCKED) == []

    def test_how_many_lead_to_it(self) -> None:
        texts = first()
        texts["base.ccdsl"] = texts["base.ccdsl"].replace('title  "The', 'lasts 2h title "The')
        assert said(texts, LOCKED) == [], "nothing leads to the flag"
        texts["base.ccdsl"] = texts["base.ccdsl"].replace("notify ", "max 1m notify ")
        one = only(texts, "CC510", LOCKED)
        assert one.message.startswith("voicemail `box` has changed")
        assert one.labels[-1].text.endswith(", and so do 3 more in service")

    def test_the_center_is_everybody_s(self) -> None:
        texts = first()
        texts["base.ccdsl"] = texts["base.ccdsl"].replace(
            "on-failure  -> voicemail box", "on-failure -> hang-up"
        )
        assert any(one.message.startswith("center `base` has") for one in said(texts, LOCKED))

    @pytest.mark.parametrize(
        "more",
        [
            "entry second { voice +18005550101 routing inbound }\n",
            "skill claims\n",
            "role boss { may answer }\n",
        ],
    )
    def test_what_nothing_leads_to(self, more: str) -> None:
        assert said({**first(), MAIN: ONE + more}, LOCKED) == []

    def test_a_recording_comes_in(self) -> None:
        more = "recording talk { queues help notice welcome keep 90d }\n"
        texts = {**first(), MAIN: ONE + more}
        one = only(texts, "CC510", LOCKED)
        assert one.message.startswith("recording `talk` has come in since")
        back = {**release(texts), MAIN: ONE}
        gone = said(back, LOCKED)
        assert {each.code for each in gone} == {"CC510"}
        assert "nothing leads to `recording talk` any more" in gone[0].message

    def test_a_drift_is_said_beside_an_edit(self) -> None:
        texts = {**first(), MAIN: EDITED.replace("Welcome.", "Hello.")}
        assert codes(check(texts, LOCKED)) == ["CC510", "CC503"]


class TestAgainst:
    def against(self, past: Texts, fork: Texts | None = None, *, locked: bool = True) -> Guard:
        parted = files_of(past if fork is None else fork)
        return Guard(locked=locked, base=Base(ref="main", files=files_of(past), fork=parted))

    def test_nothing_has_changed(self) -> None:
        assert said(second(), self.against(second())) == []

    def test_a_draft(self) -> None:
        assert said({**first(), MAIN: DRAFT}, self.against(first())) == []

    def test_promoted(self) -> None:
        assert said(second(), self.against(first())) == []
        assert said(third(), self.against(first())) == []

    def test_renamed_files(self) -> None:
        texts = second()
        moved = {**texts, MAIN: "", "new.ccdsl": texts[MAIN]}
        assert said(moved, self.against(first())) == []

    def test_edited_with_the_lock_made_to_fit(self) -> None:
        """Somebody edits what is in service, and computes the whole lock anew."""
        forged = release(
            {MAIN: EDITED, **{p: t for p, t in first().items() if p not in (MAIN, LOCK)}}
        )
        assert said(forged, LOCKED) == []
        one = only(forged, "CC512", self.against(first()))
        assert "releases of `main` are not here any more" in one.message

    def test_edited_behind_a_release_without_moves(self) -> None:
        """The chain goes on, but the same version says something else than it said."""
        forged = release({**first(), MAIN: EDITED}, day=2)
        assert said(forged, LOCKED) == []
        one = only(forged, "CC511", self.against(first()))
        assert one.message == (
            "script `hello` version 1 is in service in `main`, and says something else here"
        )

    def test_an_older_lock(self) -> None:
        one = only(first(), "CC512", self.against(second()))
        assert "releases of `main` are not here any more: release 2" in one.message

    def test_the_other_side_went_on(self) -> None:
        assert said(first(), self.against(second(), first())) == []
        assert codes(check({**first(), MAIN: EDITED}, self.against(second(), first()))) == ["CC503"]

    def test_both_went_on(self) -> None:
        ours = release({**first(), MAIN: ONE + "# quiet"}, by="bo", note="Nothing", day=4)
        one = only(ours, "CC512", self.against(second(), first()))
        assert one.message == (
            "`main` and this branch both went live: there release 2 (by `maria` at 2026-11-02 "
            '09:00 UTC, "Wait a little"): script `hello` from version 1 to 2; here release 2 (by '
            '`bo` at 2026-11-04 09:00 UTC, "Nothing"): no version, only what the versions lead to'
        )

    def test_where_they_parted_is_unknown(self) -> None:
        guard = Guard(base=Base(ref="main", files=files_of(second()), fork=None))
        assert "git does not tell where you parted" in only(first(), "CC512", guard).message

    def test_the_lock_was_deleted(self) -> None:
        texts = {path: text for path, text in first().items() if path != LOCK}
        assert (
            "here there is none"
            in only(texts, "CC512", self.against(first(), locked=False)).message
        )

    def test_a_lock_there_that_cannot_be_believed(self) -> None:
        past = first()
        past[LOCK] = past[LOCK].replace("maria", "ana")
        assert "cannot be believed" in only(first(), "CC512", self.against(past)).message

    def test_no_lock_there(self) -> None:
        past = project(ONE)
        assert said(first(), self.against(past)) == []
        assert said(release(change(project(ONE), TWO)), self.against(past)) != []
        forged = release(project(EDITED))
        assert only(forged, "CC511", self.against(past)).message.endswith(
            "says something else here"
        )

    def test_no_lock_anywhere(self) -> None:
        guard = self.against(project(ONE), locked=False)
        assert said(project(ONE), guard) == []
        assert codes(check(project(EDITED), guard)) == ["CC511"]
        assert codes(check(project(TWO), guard)) == ["CC511"]
        assert said(project(DRAFT), guard) == []

    def test_a_first_lock_there_since(self) -> None:
        guard = self.against(first(), project(ONE), locked=False)
        assert said(project(ONE), guard) == []
        assert codes(check(project(EDITED), guard)) == ["CC511"]
