"""Content digests: their canonical form, and what does and does not change them."""

import json
from hashlib import sha256

import pytest

from ccdsl.model.canonical import canonical_json
from ccdsl.model.content import Described
from ccdsl.model.digest import content_digest
from ccdsl.syntax import ast
from tests.runtime.tables import PROJECTS, artifact, compile_text, compiled

HEAD = """
center c {
  title "C"
  timezone Europe/Berlin
  country DE
  languages de-DE
  calendar 2026-01-01 to 2026-12-31
  on-failure -> hang-up
}
prompt hello { de-DE "Grüß Gott" }
hours day { mon-fri 08:00-18:00 }
flag shut { title "Shut" }
callers friends { +493012345 "Ina" +4989* }
voicemail box { greeting hello }
"""
REST = """
entry line { voice +4930111111 routing all }
routing all version 1 in-service {
  title "All"
  when flag shut is on and hours day is open -> voicemail box
  when caller in friends -> queue desk
  otherwise -> script ask
}
queue desk { channels voice overflow away }
overflow away version 1 in-service { when wait > 1m or agents = 0 -> voicemail box }
script ask version 1 in-service {
  start { -> top }
  menu top {
    say hello
    key 1 "Eins" -> voicemail box
    no-input -> voicemail box
    invalid -> voicemail box
  }
}
"""
BASE = HEAD + REST


def digests(text: str) -> dict[str, str]:
    program = compile_text(text).program
    return {
        f"{one.kind}/{one.name.text}": content_digest(one, program)
        for one in program.declarations
        if isinstance(one, Described)
    }


def changed(text: str) -> set[str]:
    before, after = digests(BASE), digests(text)
    return {name for name in before | after if before.get(name) != after.get(name)}


VECTORS = {
    "prompt/hello": {"wordings": {"de-DE": {"text": "Grüß Gott"}}},
    "flag/shut": {"title": "Shut", "may": [], "lasts_ms": 43_200_000},
    "voicemail/box": {
        "channels": ["voice"],
        "greeting": "hello",
        "people": [],
        "emails": [],
        "max_ms": 180_000,
        "keep_ms": 7_776_000_000,
    },
    "callers/friends": {
        "numbers": ["+493012345"],
        "prefixes": ["+4989*"],
        "labels": {"+493012345": "Ina"},
    },
    "overflow/away": {
        "rules": [
            {
                "when": {
                    "any": [
                        {"test": "figure", "figure": "agents", "compare": "=", "value": 0},
                        {"test": "figure", "figure": "wait", "compare": ">", "value": 60_000},
                    ]
                },
                "to": "rule-1",
            }
        ],
        "nodes": {"rule-1": {"do": "voicemail", "voicemail": "box"}},
    },
    "routing/all": {
        "title": "All",
        "rules": [
            {
                "when": {
                    "all": [
                        {"test": "flag", "flag": "shut"},
                        {"test": "hours", "hours": "day", "is": "open"},
                    ]
                },
                "to": "rule-1",
            },
            {"when": {"test": "caller", "lists": ["friends"]}, "to": "rule-2"},
            {"to": "rule-3"},
        ],
        "nodes": {
            "rule-1": {"do": "voicemail", "voicemail": "box"},
            "rule-2": {"do": "queue", "queue": "desk", "priority": "normal"},
            "rule-3": {"do": "script", "script": "ask"},
        },
    },
}
"""What declarations of `BASE` say, written by hand."""

DIGESTS = {
    "prompt/hello": "e83ad48b9e3e600998b3b4e2374872e7462d8b7703978a3e727381ea55b6b17e",
    "flag/shut": "1eeb73e1aa6b1c9d3f366ebf70af9c713306f6a0dec41c700184128acdc60615",
    "voicemail/box": "538e8bdc553e975465b7ce70d5a130e7b9f0db51849e2dde8d8b321b715bf908",
    "callers/friends": "0caf01da649f11529e9a99bc7ee38470588a70607ca1fa40cc07f60467f5bc23",
    "overflow/away": "892f485f32dc54ed85aae2757feb8c35df6e8dfa81d5e616001971283e15a3f1",
    "routing/all": "d3152ee3c5707390a5596a820d3c6bf72c2180790970655741311b030b5987df",
}
"""Their digests: they hold for the edition."""


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    kind = name.partition("/")[0]
    whole = {"kind": kind, "edition": 1, "content": VECTORS[name]}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert digests(BASE)[name] == sha256(text.encode()).hexdigest() == DIGESTS[name]


def test_canonical_json() -> None:
    decomposed = "Gru\u0308\u00df"
    assert (
        canonical_json({"b": [1, None, True], "a": decomposed}) == '{"a":"Grüß","b":[1,null,true]}'
    )


SAME = {
    "comments and layout": BASE.replace("\n", "   # a comment\n"),
    "order of declarations": REST + HEAD,
    "defaults written out": BASE.replace(
        "queue desk {", "queue desk { strategy longest-idle ring 20s"
    )
    .replace("say hello", "say hello again hello listen 5s repeat 0")
    .replace("greeting hello }", "greeting hello max 180s keep 90d channels voice }"),
    "order of a condition's parts": BASE.replace(
        "flag shut is on and hours day is open", "not (hours day is closed or flag shut is off)"
    ),
    "another length for the same duration": BASE.replace("> 1m", "> 60s"),
    "the review": BASE.replace(
        'title "All"', 'title "All" review every 1w last 2026-11-20 by nobody'
    ),
    "decomposed letters": BASE.replace("Grüß", "Gru\u0308\u00df"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_same_meaning_same_digest(text: str) -> None:
    assert changed(text) == set()


OTHER = {
    "a label": ('"Eins"', '"One"', {"script/ask"}),
    "a text": ("Grüß Gott", "Grüß dich", {"prompt/hello"}),
    "a span": ("08:00-18:00", "08:00-18:01", {"hours/day"}),
    "a limit": ("> 1m", "> 61s", {"overflow/away"}),
    "a comparison": ("> 1m", ">= 1m", {"overflow/away"}),
    "a number": ("+493012345", "+493012346", {"callers/friends"}),
    "a title": ('"All"', '"Alles"', {"routing/all"}),
    "a priority": ("-> queue desk\n", "-> queue desk priority high\n", {"routing/all"}),
    "an own line": ("overflow away }", "overflow away wrap-up 1s }", {"queue/desk"}),
    "the clock": ("Europe/Berlin", "Europe/Paris", {"center/c", "hours/day"}),
    "the way out": ("on-failure -> hang-up", "on-failure -> voicemail box", {"center/c"}),
    "the calendar": ("2026-12-31", "2027-12-31", set()),
    "a version": ("script ask version 1", "script ask version 2", set()),
}


@pytest.mark.parametrize(("old", "new", "expected"), OTHER.values(), ids=OTHER)
def test_other_meaning_other_digest(old: str, new: str, expected: set[str]) -> None:
    assert changed(BASE.replace(old, new)) == expected


def test_a_queue_has_the_lines_it_takes_over() -> None:
    like = BASE + "queue copy like desk { }\nentry two { voice +4930111112 routing two }\n"
    like += "routing two version 1 in-service { otherwise -> queue copy }\n"
    before = digests(like)["queue/copy"]
    after = digests(like.replace("queue desk {", "queue desk { ring 25s"))["queue/copy"]
    assert before != after


NOT_CONTENT = (*("name", "version", "source", "digest", "review", "calendar", "open", "listed"),)
KINDS = {
    "entries": "entry",
    "routings": "routing",
    "scripts": "script",
    "queues": "queue",
    "overflows": "overflow",
    "after_hours": "after-hours",
    "hours": "hours",
    "holidays": "holidays",
    "flags": "flag",
    "callers": "callers",
    "attributes": "attribute",
    "data_sources": "data-source",
    "prompts": "prompt",
    "voicemails": "voicemail",
    "recordings": "recording",
    "skills": "skill",
}


def without_places(record: dict[str, dict[str, dict[str, object]]]) -> dict[str, object]:
    said: dict[str, object] = {k: v for k, v in record.items() if k not in NOT_CONTENT}
    for part in (*record.get("nodes", {}).values(), *record.get("rules", ())):
        part.pop("line")
        part.pop("path", None)
    return said


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_digests_can_be_checked_from_the_table_alone(project: object) -> None:
    table = json.loads(artifact(compiled(project), "routing-table.json"))
    records = [("center", table["center"])]
    records += [(kind, record) for section, kind in KINDS.items() for record in table[section]]
    for kind, record in records:
        whole = {"kind": kind, "edition": 1, "content": without_places(record)}
        text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == record["digest"], (kind, record["name"])


def test_every_kind_that_decides_has_a_digest() -> None:
    outside = {ast.Roster, ast.Role, ast.Team, ast.Shift, ast.Report, ast.Require, ast.Scenario}
    assert set(Described.__args__) | outside == set(ast.AnyDeclaration.__args__)
