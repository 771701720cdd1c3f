"""What each step does to the sources: a header's words and blocks that move, and no other byte."""

from dataclasses import replace

import pytest

from ccdsl.lifecycle.refused import Refused
from ccdsl.lifecycle.repair import repair
from ccdsl.lifecycle.steps import Step, draft, retire
from ccdsl.model.lock_own import own_digest
from ccdsl.syntax import ast
from tests.lifecycle.centers import FLOWS, World, small

MENU = ("script", "menu")
BLOCK = FLOWS[FLOWS.index("# The main menu.") : FLOWS.index("\n\noverflow")]
AFTER = FLOWS[FLOWS.index("\n\noverflow") :]
BEFORE = FLOWS[: FLOWS.index("# The main menu.")]


def flows(world: World) -> str:
    return world.files["flows.ccdsl"].decode()


def numbered(block: str, number: int, state: str) -> str:
    assert "version 1 in-service" in block
    return block.replace("version 1 in-service", f"version {number} {state}", 1)


@pytest.fixture
def world() -> World:
    made = World(small())
    assert made.errors() == ()
    assert made.release()
    return made


def test_a_draft_is_a_copy_behind_what_is_in_service(world: World) -> None:
    assert world.draft(MENU), world.said
    assert flows(world) == BEFORE + BLOCK + "\n\n" + numbered(BLOCK, 2, "draft") + AFTER
    assert world.errors(locked=True) == ()


def test_a_promotion_moves_the_old_block_into_the_archive(world: World) -> None:
    world.draft(MENU)
    assert world.promote(MENU), world.said
    assert flows(world) == BEFORE + numbered(BLOCK, 2, "in-service") + AFTER
    archived = world.files["archive/script/menu.v1.ccdsl"].decode()
    assert archived == numbered(BLOCK, 1, "retired") + "\n"
    assert world.errors(locked=True) == ()


def test_a_rollback_puts_the_old_block_back_where_the_new_one_was(world: World) -> None:
    world.draft(MENU)
    world.promote(MENU)
    assert world.rollback(MENU), world.said
    assert flows(world) == FLOWS
    assert [path for path in world.files if path.startswith("archive/")] == [
        "archive/script/menu.v2.ccdsl"
    ]
    assert world.errors(locked=True) == ()


def test_a_rollback_goes_where_it_is_told(world: World) -> None:
    for _ in range(3):
        world.draft(MENU)
        world.promote(MENU)
    assert world.rollback(MENU, 2)
    assert "script menu version 2 in-service" in flows(world)
    assert world.rollback(MENU)
    assert "script menu version 1 in-service" in flows(world)
    assert world.rollback(MENU, 4)
    assert "script menu version 4 in-service" in flows(world)
    assert not world.rollback(MENU, 4)
    assert not world.rollback(MENU, 5)
    assert world.said == [
        "version 4 of script `menu` is in service already",
        "version 5 of script `menu` was never in service, as far as `ccdsl.lock` knows",
    ]


def test_the_first_version_has_none_before_it(world: World) -> None:
    assert not world.rollback(MENU)
    assert world.said == ["no version of script `menu` was in service before version 1"]


def test_numbers_are_never_used_twice(world: World) -> None:
    world.draft(MENU)
    world.promote(MENU)
    world.rollback(MENU)
    assert world.draft(MENU)
    assert "script menu version 3 draft" in flows(world)


def test_a_draft_is_opened_once(world: World) -> None:
    assert world.draft(MENU)
    assert not world.draft(MENU)
    assert world.said == ["script `menu` has a draft already: version 2, in `flows.ccdsl`"]


def test_a_set_is_promoted_or_none_of_it(world: World) -> None:
    world.draft(MENU)
    before = dict(world.files)
    assert not world.promote(MENU, ("routing", "inbound"))
    assert world.said == ["routing `inbound` has no draft"]
    assert world.files == before
    world.draft(("routing", "inbound"))
    assert world.promote(MENU, ("routing", "inbound"))
    assert flows(world) == numbered(numbered(FLOWS, 2, "in-service"), 2, "in-service")
    assert world.errors(locked=True) == ()


def test_a_new_name_comes_into_service(world: World) -> None:
    world.files["flows.ccdsl"] += b"\nscript more version 1 draft { start { -> queue help } }\n"
    assert not world.draft(("script", "more"))
    assert world.promote(("script", "more")), world.said
    assert flows(world) == FLOWS + (
        "\nscript more version 1 in-service { start { -> queue help } }\n"
    )
    assert not [path for path in world.files if path.startswith("archive/")]


def test_what_is_retired_leaves_and_can_come_back(world: World) -> None:
    more = "\n# More.\nscript more version 1 in-service { start { -> queue help } }\n"
    world.files["flows.ccdsl"] += more.replace("in-service", "draft").encode()
    world.promote(("script", "more"))
    assert world.retire(("script", "more")), world.said
    assert flows(world) == FLOWS
    assert world.errors(locked=True) == ()
    assert world.rollback(("script", "more")), world.said
    assert flows(world) == FLOWS + more
    assert world.errors(locked=True) == ()


def test_a_retired_name_has_two_ways_back(world: World) -> None:
    world.files["flows.ccdsl"] += b"\nscript more version 1 draft { start { -> queue help } }\n"
    key = ("script", "more")
    assert world.promote(key)
    assert world.retire(key)
    refused = draft(world.standing, key)
    assert isinstance(refused, Refused)
    assert refused.help == (
        "write `script more version 2 draft { … }` yourself, or let `ccdsl rollback script/more` "
        "bring back what was"
    )


def test_what_is_named_cannot_be_retired(world: World) -> None:
    refused = retire(world.standing, MENU)
    assert isinstance(refused, Refused)
    assert refused.message == (
        "script `menu` cannot be retired: routing `inbound` in `flows.ccdsl` still leads to it"
    )
    assert refused.help is not None
    assert "`ccdsl where-used script/menu` shows every place" in refused.help


def test_a_draft_that_names_it_holds_up_no_retirement(world: World) -> None:
    more = "\nscript more version 1 draft { start { -> queue help } }\n"
    world.files["flows.ccdsl"] += more.encode()
    assert world.promote(("script", "more"))
    world.files["flows.ccdsl"] += b"\nscript other version 1 draft { start { -> script more } }\n"
    assert isinstance(retire(world.standing, ("script", "more")), Step)


def test_an_edited_archive_is_not_put_back(world: World) -> None:
    world.draft(MENU)
    world.promote(MENU)
    path = "archive/script/menu.v1.ccdsl"
    kept = world.files[path]
    for data, why in (
        (kept.replace(b"key 1", b"key 3"), "was edited since it was in service"),
        (kept + b"skill x\n", "does not hold it any more"),
        (b"", "does not hold it any more"),
        (kept.replace(b"retired", b"draft"), "does not hold it any more"),
    ):
        world.files[path] = data
        assert not world.rollback(MENU)
        assert why in world.said.pop()
    world.files[path] = kept + b"# a comment\r\n"
    assert world.rollback(MENU)


def test_the_archive_is_never_overwritten(world: World) -> None:
    world.draft(MENU)
    world.files["archive/script/menu.v1.ccdsl"] = b"# mine\n"
    assert not world.promote(MENU)
    there = "`archive/script/menu.v1.ccdsl` is there already"
    assert world.said == [f"{there}, so version 1 of script `menu` cannot be kept"]


def test_numbers_in_the_archive_count(world: World) -> None:
    assert world.standing.highest(MENU) == 1
    world.files["archive/script/menu.v7.ccdsl"] = b""
    assert world.standing.highest(MENU) == 7


def test_a_block_that_was_retired_in_its_place_is_put_back_there(world: World) -> None:
    world.draft(MENU)
    world.promote(MENU)
    world.files["flows.ccdsl"] += b"\n" + world.files.pop("archive/script/menu.v1.ccdsl")
    assert world.errors() == ()
    assert world.rollback(MENU), world.said
    assert flows(world) == BEFORE + AFTER.removeprefix("\n\n") + "\n" + BLOCK + "\n"
    assert world.errors(locked=True) == ()


# -------------------------------------------------------------------- other people's drafts

INBOUND = ("routing", "inbound")


def edit_draft(world: World, key: tuple[str, str], old: str, new: str) -> None:
    """Replace something behind the header of a name's draft."""
    text = flows(world)
    draft = world.standing.program.version(key, ast.State.DRAFT)
    assert draft is not None
    before, after = text[: draft.version.span.end], text[draft.version.span.end :]
    assert old in after
    world.files["flows.ccdsl"] = (before + after.replace(old, new, 1)).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-> script menu", "-> script meun"),
        ("-> script menu", "-> -> script menu"),
        ("-> script menu", "-> script menu {"),
        ("otherwise", "otherwse"),
    ],
)
def test_a_half_written_draft_of_another_name_holds_nobody_up(
    world: World, old: str, new: str
) -> None:
    world.draft(MENU)
    world.draft(INBOUND)
    edit_draft(world, INBOUND, old, new)
    known = [one.message for one in world.errors()]
    assert known
    assert world.promote(MENU), world.said
    assert world.rollback(MENU), world.said
    assert world.rollback(MENU, 2), world.said
    assert [one.message for one in world.errors(locked=True)] == known
    assert not world.promote(INBOUND)
    edit_draft(world, INBOUND, new, old)
    assert world.promote(INBOUND), world.said
    assert world.errors(locked=True) == ()


def test_a_draft_that_a_step_would_break_holds_it_up(world: World) -> None:
    world.files["flows.ccdsl"] += b"\nscript more version 1 draft { start { -> queue help } }\n"
    assert world.promote(("script", "more"))
    world.draft(INBOUND)
    edit_draft(world, INBOUND, "-> script menu", "-> script more")
    assert not world.retire(("script", "more"))
    assert world.said.pop().startswith("CC101: there is no script called `more`")


SINCE = """
scenario "Nobody waits" {
  since script menu version 2
  dial +12025550100 from +12125550123 at 2026-11-23 10:00
  press 1
  expect voicemail box
}
"""


def test_a_rollback_does_not_wait_for_a_draft(world: World) -> None:
    world.draft(MENU)
    edit_draft(world, MENU, '"Help" -> queue help', '"Help" -> voicemail box')
    world.files["center.ccdsl"] += SINCE.encode()
    assert world.promote(MENU), world.said
    world.draft(MENU)
    edit_draft(world, MENU, '"Help" -> voicemail box', '"Help" -> hang-up')
    assert world.errors() == ()
    assert world.rollback(MENU), world.said
    (failing,) = world.errors(locked=True)
    assert "does not pass in the draft center" in failing.message


# -------------------------------------------------------------------------- every byte


def laid_out(flows_text: str) -> dict[str, bytes]:
    return {**small(), "flows.ccdsl": flows_text.encode()}


LAYOUTS = {
    "windows": FLOWS.replace("\n", "\r\n"),
    "old mac": "\r".join(line.partition("#")[0] for line in FLOWS.split("\n")),
    "mark": "\ufeff" + FLOWS,
    "no end": FLOWS.rstrip("\n"),
    "tabs": FLOWS.replace("  ", "\t"),
    "no gaps": FLOWS.replace("\n\n", "\n"),
    "wide gaps": FLOWS.replace("\n\n", "\n\n\n\n"),
    "indented": "\n".join(f"   {line}" if line else "" for line in FLOWS.split("\n")),
    "one line": " ".join(line.partition("#")[0].strip() for line in FLOWS.split("\n")),
    "not ascii": FLOWS.replace("# It is short.", "# Grüße, 你好, 🎧, e\u0301").replace(
        "Box", "Bøx 🎧"
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_there_and_back_every_byte_is_as_before(name: str) -> None:
    world = World(laid_out(LAYOUTS[name]))
    assert world.errors() == ()
    assert world.release()
    keys = [MENU, ("routing", "inbound"), ("overflow", "help_overflow"), ("after-hours", "closed")]
    for key in keys:
        before = flows(world)
        assert world.draft(key), world.said
        drafted = flows(world)
        assert drafted.startswith(before[: before.index(f"{key[0]} {key[1]} version 1")])
        assert world.promote(key), world.said
        archived = world.files[f"archive/{key[0]}/{key[1]}.v1.ccdsl"].decode()
        assert archived.replace("retired", "in-service").rstrip("\r\n") in before
        assert world.rollback(key), world.said
        if name in ("one line", "no gaps"):
            # A draft stands behind an empty line, even where there was none.
            assert flows(world).split() == before.split()
        else:
            assert flows(world) == before
        assert world.errors(locked=True) == ()


def test_what_is_kept_says_what_it_said(world: World) -> None:
    live = world.standing.program.in_service.chosen(*MENU)
    assert live is not None
    world.draft(MENU)
    world.promote(MENU)
    lock = world.standing.lock
    assert lock is not None
    assert lock.archived["script", "menu", 1] == own_digest(live)


@pytest.mark.parametrize(
    ("old", "new"), [("script menu", "script other"), ("retired", "draft"), ("", "# as it was\n")]
)
def test_a_repair_takes_from_the_archive_only_what_is_meant(
    world: World, old: str, new: str
) -> None:
    before = world.standing.lock
    assert before is not None
    world.draft(MENU)
    world.promote(MENU)
    path = "archive/script/menu.v1.ccdsl"
    world.files[path] = world.files[path].decode().replace(old, new, 1).encode()
    standing = replace(world.standing, lock=before)
    is_meant = not old
    assert repair(standing, before).restored == (((*MENU, 1),) if is_meant else ())
    assert repair(standing, before).open == (() if is_meant else (MENU,))
