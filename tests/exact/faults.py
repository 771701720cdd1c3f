"""Faults planted in clean centers: which are found, and by what else they would have been.

`python -m tests.exact.faults` plants every kind in many places of generated centers, and rules that
can never match after every rule of the examples and of the tour.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ccdsl.compiler import Compiled
from ccdsl.diagnostics import Severity
from ccdsl.syntax import ast
from tests.runtime.tables import PROJECTS, compile_files

_AREAS = ("212", "305", "415", "512", "617", "702", "808", "907")
_DAYS = ("mon-fri", "mon-sat", "tue-sun", "mon, wed, fri")
_SPANS = ("08:00-18:00", "09:00-17:30", "07:00-12:00, 13:00-20:00")


def clean_center(seed: int) -> str:
    """Return a center of three parts in which nothing is wrong."""
    return _BASE + "".join(_part(Random(f"clean {seed} {number}"), number) for number in range(3))


_BASE = """
center clean {
  timezone America/New_York languages en-US
  calendar 2026-01-01 to 2026-12-31 on-failure -> voicemail box
}
holidays feasts { 2026-01-01 2026-07-04 2026-12-25 }
attribute tier one-of gold, silver
attribute balance number
data-source crm { takes caller gives tier, balance outcomes found, missing }
callers vip { +12125550101 +1646* }
flag snow { may boss }
role boss may flip-flags
prompt hello { en-US "Hello." }
prompt options { en-US "Press one." }
prompt told { en-US "Your balance is {balance}." }
voicemail box { channels voice, chat greeting hello }
"""


def _part(random: Random, n: int) -> str:
    area, other = random.sample(_AREAS, 2)
    first = [
        f"  when dialed is +1800555{n}101 and caller in vip {{ play hello -> queue q{n} }}",
        f"  when caller in +1{area}* {{ play hello -> script menu{n} }}",
        f"  when caller in +1{other}* and hours open{n} is open {{ play hello -> queue q{n} }}",
    ]
    random.shuffle(first)
    rules = "\n".join(first)
    return f"""
hours open{n} {{ {random.choice(_DAYS)} {random.choice(_SPANS)} except feasts }}
entry line{n} {{ voice +1800555{n}100, +1800555{n}101 routing calls{n} }}
routing calls{n} version 1 in-service {{
  when flag snow is on {{ play hello -> voicemail box }}
{rules}
  otherwise {{ play hello -> script menu{n} }}
}}
script menu{n} version 1 in-service {{
  start {{ -> ask }}
  lookup ask {{
    from crm
    found {{ when tier is gold -> queue q{n} play told -> top }}
    missing -> top
    failed -> top
  }}
  menu top {{
    say options
    repeat {random.randrange(3)}
    key 1 "People" -> queue q{n}
    key 2 "Message" -> voicemail box
    key 3 "Again" -> again
    no-input -> queue q{n}
    invalid -> voicemail box
  }}
  step again {{ play hello -> top at-most {random.choice((1, 2))} else -> voicemail box }}
}}
queue q{n} {{
  title "Queue {n}" channels voice
  max-waiting {random.choice((10, 20))} recheck 30s
  key 1 "Leave a message" -> voicemail box
  overflow out{n}
  after-hours shut{n}
  at-close -> voicemail box
}}
overflow out{n} version 1 in-service {{
  when full -> voicemail box
  when wait > {random.choice((5, 10))}m -> voicemail box
}}
after-hours shut{n} version 1 in-service {{
  hours open{n}
  otherwise {{ play hello -> voicemail box }}
}}
"""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: how it is planted in a part of a center, and what finds it.

    `pairs` says that it is about a list of rules, so that a pairwise checker may find it.
    """

    name: str
    plant: Callable[[str, int, Random], str]
    codes: tuple[str, ...]
    pairs: bool = False


def _before_otherwise(text: str, n: int, rules: str) -> str:
    last = f"  otherwise {{ play hello -> script menu{n} }}"
    assert text.count(last) == 1
    return text.replace(last, f"{rules}\n{last}")


def _swapped(text: str, one: str, other: str) -> str:
    assert one in text, one
    return text.replace(one, other, 1)


def _again(text: str, n: int, random: Random) -> str:
    start = text.index(f"routing calls{n} ")
    lines = text[start : text.index("otherwise", start)].splitlines()
    rule = random.choice([one for one in lines if one.startswith("  when ")])
    return _before_otherwise(text, n, rule[: rule.index(" {")] + " { play hello -> hang-up }")


def _several(text: str, n: int, random: Random) -> str:
    del random
    return _before_otherwise(
        text,
        n,
        f"  when hours open{n} is open {{ play hello -> queue q{n} }}\n"
        f"  when hours open{n} is closed {{ play hello -> voicemail box }}\n"
        "  when caller in +1999* { play hello -> hang-up }",
    )


def _never(text: str, n: int, random: Random) -> str:
    condition = random.choice(
        (
            f"hours open{n} is open and hours open{n} is closed",
            "caller is withheld and caller in +1646*",
            "flag snow is on and not (flag snow is on)",
            "caller is +12125550101 and caller in +1305*",
            f"dialed is +1800555{n}100 and not (entry is line{n})",
            f"entry is line{n} and dialed is +1800555{n}101 and dialed is +1800555{n}100",
        )
    )
    return _before_otherwise(text, n, f"  when {condition} {{ play hello -> hang-up }}")


def _with_step(text: str, n: int, step: str) -> str:
    again = text.index("  step again", text.index(f"script menu{n} "))
    return text[:again] + step + "\n" + text[again:]


def _lost_queue(text: str, n: int, random: Random) -> str:
    del random
    text = _with_step(text, n, f"  step lost {{ play hello -> queue lost{n} }}")
    return text + (
        f'\nqueue lost{n} {{ title "Lost" channels voice max-waiting 3 overflow full{n} }}\n'
        f"overflow full{n} version 1 in-service {{ when full -> voicemail box"
        " when wait > 5m -> voicemail box }\n"
    )


def _lost_script(text: str, n: int, random: Random) -> str:
    del random
    text = _with_step(text, n, f"  step lost {{ play hello -> script lost{n} }}")
    return text + f"\nscript lost{n} version 1 in-service {{ start {{ -> voicemail box }} }}\n"


def _lost_prompt(text: str, n: int, random: Random) -> str:
    del random
    text = _with_step(text, n, f"  step lost {{ play lost{n} -> voicemail box }}")
    return text + f'\nprompt lost{n} {{ en-US "Lost." }}\n'


def _second_queue(text: str, n: int) -> str:
    return text + (
        f'\nqueue also{n} {{ title "Also" channels voice max-waiting 3 overflow out{n}'
        f" after-hours shutter{n} at-close -> voicemail box }}\n"
        f"after-hours shutter{n} version 1 in-service {{ hours open{n} otherwise "
        "{ play hello -> voicemail box } }\n"
    )


def _closed_later(text: str, n: int, random: Random) -> str:
    del random
    return _second_queue(
        _swapped(
            text,
            f"hours open{n}\n  otherwise {{ play hello -> voicemail box }}",
            f"hours open{n}\n  otherwise {{ play hello -> queue also{n} }}",
        ),
        n,
    )


def _closed_by_flag(text: str, n: int, random: Random) -> str:
    del random
    start = text.index(f"routing calls{n} ")
    old = "when flag snow is on { play hello -> voicemail box }"
    return text[:start] + _swapped(
        text[start:], old, f"when flag snow is on {{ play hello -> queue q{n} }}"
    )


def _in_part(text: str, head: str, one: str, other: str) -> str:
    start = text.index(head)
    return text[:start] + _swapped(text[start:], one, other)


def _unset(text: str, n: int, random: Random) -> str:
    outcome = random.choice(("missing", "failed"))
    return _in_part(
        text, f"script menu{n} ", f"{outcome} -> top", f"{outcome} {{ play told -> top }}"
    )


def _never_set(text: str, n: int, random: Random) -> str:
    test = random.choice(("colour is red", "colour in red, green"))
    text = _before_otherwise(text, n, f"  when {test} {{ play hello -> hang-up }}")
    return text + "\nattribute colour one-of red, green\n"


def _too_late(text: str, n: int, random: Random) -> str:
    start = text.index(f"overflow out{n} ")
    end = text.index("}", start)
    later = random.choice((11, 15, 30))
    return text[:end] + f"  when wait > {later}m -> hang-up\n" + text[end:]


def _dead_key(text: str, n: int, random: Random) -> str:
    """Add rules that together take everybody who comes to the queue: nobody waits there."""
    number = random.choice((0, 1, 4))
    end = text.index("}", text.index(f"overflow out{n} "))
    rules = (f"  when agents {each} {number} -> voicemail box\n" for each in (">", "<="))
    return text[:end] + "".join(rules) + text[end:]


def _patient(text: str, n: int, random: Random) -> str:
    del random
    text = _in_part(
        text, f"queue q{n} ", f"  after-hours shut{n}\n  at-close -> voicemail box\n", ""
    )
    first = text.index(f"after-hours shut{n} version")
    last = text.index("}\n}\n", first) + len("}\n}\n")
    text = text[:first] + text[last:]
    start = text.index("  when wait > ", text.index(f"overflow out{n} "))
    return text[:start] + text[text.index("\n", start) + 1 :]


def _chat(text: str, n: int, random: Random) -> str:
    del random
    to = "  when channel is chat { play hello -> transfer +12025550100 else -> voicemail box }"
    text = _in_part(text, f"routing calls{n} ", "\n  when flag snow", f"\n{to}\n  when flag snow")
    return text + f'\nentry web{n} {{ chat "clean-{n}.example" routing calls{n} }}\n'


def _web(text: str, n: int, random: Random) -> str:
    del random
    return text + f'\nentry web{n} {{ chat "clean-{n}.example" routing calls{n} }}\n'


def _spanish(text: str, n: int, random: Random) -> str:
    del random
    text = text.replace("languages en-US", "languages en-US, es-US")
    text = text.replace('{ en-US "Hello." }', '{ en-US "Hello." es-US "Hola." }')
    text = text.replace('{ en-US "Press one." }', '{ en-US "Press one." es-US "Marque uno." }')
    return text + f"\nentry spain{n} {{ voice +1800556{n}100 language es-US routing calls{n} }}\n"


def _untaken(text: str, n: int, random: Random) -> str:
    del random
    last = f"  otherwise {{ play hello -> script menu{n} }}\n"
    return _swapped(text, last, f"  when hours open{n} is open {{ play hello -> queue q{n} }}\n")


def _broken(text: str, n: int, random: Random) -> str:
    claim = random.choice(
        (
            "when flag snow is off never voicemail box",
            f"when entry is line{n} always queue q{n}",
            f"when hours open{n} is closed never passes script menu{n}",
        )
    )
    return text + f'\nrequire "broken {n}" {{ {claim} }}\n'


def _ring(text: str, n: int, random: Random) -> str:
    del random
    return _in_part(text, f"overflow out{n} ", "-> voicemail box\n}", f"-> queue q{n}\n}}")


_LOST = ("CC218", "CC206")
"""Where a step that nobody reaches leads there, that step is what is told."""

FAULTS = (
    Fault("a rule again", _again, ("CC204",), pairs=True),
    Fault("a rule that several cover", _several, ("CC204",), pairs=True),
    Fault("a contradiction", _never, ("CC224",), pairs=True),
    Fault(
        "a step nobody reaches",
        lambda text, n, _: _with_step(text, n, "  step lost { play hello -> voicemail box }"),
        ("CC206",),
    ),
    Fault("a queue nobody reaches", _lost_queue, _LOST),
    Fault("a script nobody reaches", _lost_script, _LOST),
    Fault("a prompt nobody hears", _lost_prompt, _LOST),
    Fault(
        "a loop in silence",
        lambda text, n, _: _in_part(
            text, f"menu{n} ", f"no-input -> queue q{n}", "no-input -> top"
        ),
        ("CC207",),
    ),
    Fault("a key of a queue that nobody can press", _dead_key, ("CC229",), pairs=True),
    Fault("waiting for ever", _patient, ("CC407",)),
    Fault("closed, by an after-hours policy", _closed_later, ("CC418",)),
    Fault("closed, by a flag", _closed_by_flag, ("CC418",)),
    Fault("spoken unset", _unset, ("CC212",)),
    Fault("tested and never set", _never_set, ("CC225", "CC224")),
    Fault("an overflow that comes too late", _too_late, ("CC204",), pairs=True),
    Fault("an action that a channel cannot do", _chat, ("CC210",)),
    Fault("a channel that a queue does not take", _web, ("CC408",)),
    Fault("a language in which a prompt is missing", _spanish, ("CC211",)),
    Fault("contacts that no rule takes", _untaken, ("CC205",)),
    Fault("a requirement that does not hold", _broken, ("CC704",)),
    Fault("an overflow ring", _ring, ("CC401",)),
    Fault(
        "a full queue",
        lambda text, n, _: _in_part(
            text, f"overflow out{n} ", "when full -> voicemail box\n", "\n"
        ),
        ("CC404",),
    ),
    Fault(
        "a call cut off without a word",
        lambda text, n, _: _before_otherwise(text, n, "  when caller in +1999* -> hang-up"),
        ("CC216",),
    ),
)


@dataclass
class Row:
    """What became of the faults of one kind."""

    planted: int = 0
    found: int = 0
    pairwise: int = 0
    missed: list[str] = field(default_factory=list)


def findings(made: Compiled) -> list[str]:
    """Return the codes of everything that is a mistake or may be one, in the order of the text."""
    return [one.code for one in made.diagnostics if one.severity is not Severity.INFO]


def try_fault(fault: Fault, seed: int, row: Row) -> None:
    """Plant a fault in one part of a clean center, and see what is said."""
    random = Random(f"{fault.name} {seed}")
    planted = fault.plant(clean_center(seed), random.randrange(3), random)
    made = compile_files({"center.ccdsl": planted.encode()})
    row.planted += 1
    if any(code in fault.codes for code in findings(made)):
        row.found += 1
    else:
        row.missed.append(f"{fault.name}, seed {seed}: {findings(made)}")
    row.pairwise += fault.pairs and any(pairwise(made))


def pairwise(made: Compiled) -> Iterator[ast.Rule]:
    """Yield the rules that one earlier rule covers by its form: each of its tests is one of theirs.

    That is what a checker does that compares rules pair by pair and looks at no meaning.
    """
    for one in made.program.in_service.declarations():
        rules = getattr(one, "rules", ())
        for number, rule in enumerate(rules):
            for earlier in rules[:number]:
                if earlier.condition is not None and rule.condition is not None:
                    theirs = _parts(earlier.condition)
                    if all(part in _parts(rule.condition) for part in theirs):
                        yield rule
                        break


def _parts(condition: ast.Condition) -> tuple[ast.Condition, ...]:
    return condition.parts if isinstance(condition, ast.And) else (condition,)


def dead_after_each_rule(project: Path) -> Row:
    """Write every rule of a project once more behind itself, where it never matches."""
    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and "archive" not in path.parts and path.name != "ccdsl.lock"
    }
    row, clean = Row(), compile_files(files)
    for one in clean.program.in_service.declarations():
        for rule in getattr(one, "rules", ()):
            if rule.condition is None:
                continue
            path, text = rule.span.path, files[rule.span.path].decode()
            again = text[rule.span.start : rule.span.end]
            whole = text[: rule.span.end] + "\n  " + again + text[rule.span.end :]
            made = compile_files({**files, path: whole.encode()})
            row.planted += 1
            row.found += "CC204" in findings(made)
            row.pairwise += any(pairwise(made))
            if "CC204" not in findings(made):
                row.missed.append(f"{project.name}: {again}: {findings(made)}")
    return row


def main() -> int:
    """Plant, print a table, and return 1 where a fault is missed or a clean center is blamed."""
    parser = ArgumentParser(prog="python -m tests.exact.faults", description=__doc__)
    parser.add_argument("--places", type=int, default=20, help="of each kind")
    told, bad = parser.parse_args(), 0
    blamed = [s for s in range(told.places) if findings_of_clean(s)]
    for project in PROJECTS:
        made = compile_files(
            {
                path.relative_to(project).as_posix(): path.read_bytes()
                for path in sorted(project.rglob("*"))
                if path.is_file()
            }
        )
        blamed += [project.name] if findings(made) else []
    print(f"{told.places} clean centers and {len(PROJECTS)} projects: {len(blamed)} false alarms")
    print("| fault | planted | found | by a pairwise checker |\n|---|---|---|---|")
    rows = []
    for fault in FAULTS:
        row = Row()
        for seed in range(told.places):
            try_fault(fault, seed, row)
        rows.append((fault.name, row, str(row.pairwise) if fault.pairs else "-"))
        _print(*rows[-1])
    for project in PROJECTS:
        row = dead_after_each_rule(project)
        rows.append((f"each rule of {project.name} again", row, str(row.pairwise)))
        _print(*rows[-1])
    for _, row, _ in rows:
        bad += len(row.missed)
        print("\n".join(row.missed[:3]), end="\n" if row.missed else "")
    planted, found = sum(r.planted for _, r, _ in rows), sum(r.found for _, r, _ in rows)
    print(f"{found} of {planted} found; {len(blamed)} false alarms {blamed}")
    return 1 if bad or blamed else 0


def _print(name: str, row: Row, pairwise_found: str) -> None:
    print(f"| {name} | {row.planted} | {row.found} | {pairwise_found} |", flush=True)


def findings_of_clean(seed: int) -> list[str]:
    """Return what is said about a clean center."""
    return findings(compile_files({"center.ccdsl": clean_center(seed).encode()}))


if __name__ == "__main__":
    raise SystemExit(main())
