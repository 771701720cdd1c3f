"""Small generated centers, and pairs that differ in one section."""

from collections.abc import Callable
from random import Random

from ccdsl.compiler import Compiled, compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.simulate.centers import TODAY

_FIXED = """
center c {
  timezone America/New_York
  languages en-US, es-US
  calendar 2026-01-01 to 2026-12-31
  on-failure -> hang-up
}
attribute tier one-of gold, silver, bronze
attribute balance number
data-source crm {
  takes caller
  gives tier, balance
  outcomes found, missing
}
holidays feasts { 2026-07-03 to 2026-07-05 2026-12-25 }
flag snow { may boss }
role boss may flip-flags
skill claims
voicemail box { channels voice, chat greeting p0 }
entry line_a { voice +18005550100, +18005550101 routing main }
entry line_b { voice +18005550102 language es-US set tier silver routing main }
entry web { chat "harbor.example" routing main }
"""
_QUEUE = """
queue {name} {{
  channels voice, chat
  requires claims
  max-waiting {most}
  recheck 30s
  ring 20s
  key 1 "Back" -> callback {name} else -> stay
  key 2 "Listen" {{ play p3 -> stay }}
  {more}
  overflow {name}_out
  {closing}
}}
"""


def _test(random: Random) -> str:
    tests = (
        "caller in vip",
        "caller is +13055550100",
        "caller is withheld",
        "dialed is +18005550101",
        "entry is line_b",
        "hours day is open",
        "hours day is holiday",
        "hours night is open",
        "flag snow is on",
        "channel is chat",
        "tier is silver",
        "balance >= 100",
        "queue one has waiting > 3",
        "queue two has agents = 0",
    )
    return random.choice(tests)


def condition(random: Random, depth: int = 1) -> str:
    """Return a condition about a contact and its moment."""
    kind = random.randrange(5) if depth else 4
    if kind == 0:
        return f"{condition(random, 0)} and {condition(random, 0)}"
    if kind == 1:
        return f"({condition(random, 0)} or {condition(random, 0)})"
    return f"not ({_test(random)})" if kind == 2 else _test(random)


def treatment(random: Random, *exits: str) -> str:
    """Return a treatment that ends in one of these, or in a queue or a box."""
    way = random.choice((*exits, "-> queue one", "-> queue two", "-> voicemail box"))
    action = random.choice(("play p1", "play p2", "set tier gold", "set language es-US"))
    if random.random() < 0.3:
        return f"{{ {action} {way} }}"
    if random.random() < 0.15:
        return f"{{ allocate {{ {random.choice((10, 50))}% {way} 90% -> queue one }} }}".replace(
            "50% " + way + " 90%", "50% " + way + " 50%"
        )
    return way


def _hours(random: Random) -> str:
    start, end = random.choice((7, 8, 9)), random.choice((16, 17, 18))
    return f"""
hours day {{ mon-fri 0{start}:00-{end}:00 sat 09:00-13:00 except feasts }}
hours night {{ mon-sun 2{random.randrange(4)}:00-06:00 }}
"""


def _lists(random: Random) -> str:
    numbers = random.sample(["+12125550100", "+13055550100", "+1646*", "+1305*"], 2)
    return f"callers vip {{ {' '.join(numbers)} }}\n"


def _prompts(random: Random) -> str:
    texts = [random.choice(("old", "new")) for _ in range(5)]
    return "".join(
        f'prompt p{n} {{ en-US "P{n} {text}." es-US "P{n} {text}, en español." }}\n'
        for n, text in enumerate(texts)
    )


def _routing(random: Random) -> str:
    rules = "".join(
        f"  when {condition(random)} {treatment(random, '-> script menu')}\n"
        for _ in range(random.randint(1, 3))
    )
    return f"routing main version 1 in-service {{\n{rules}  otherwise -> script menu\n}}\n"


def _script(random: Random) -> str:
    onward = ("-> ask", "-> last")
    keys = "".join(
        f'  key {key} "Key {key}" {treatment(random, *onward)}\n'
        for key in sorted(random.sample(range(1, 6), 2))
    )
    return f"""
script menu version 1 in-service {{
  start {{
    play p0
    when {condition(random)} {treatment(random, "-> last")}
    -> top
  }}
  menu top {{
    say p1
    repeat {random.randrange(2)}
{keys}  key 9 "Again" -> top
    no-input {treatment(random, *onward)}
    invalid -> last
  }}
  lookup ask {{
    from crm
    found {treatment(random, "-> last")}
    missing -> last at-most {random.choice((1, 2))} else -> queue one
    failed -> last
  }}
  step last {{
    when {condition(random)} {treatment(random)}
    {random.choice(("play p4", "set tier bronze"))}
    -> {random.choice(("queue one", "queue two", "voicemail box", "hang-up"))}
  }}
}}
"""


def _queue(random: Random, name: str, exits: tuple[str, ...]) -> str:
    closing = random.choice(("", "after-hours shut\n  at-close -> stay", "after-hours shut\n"))
    closing += " at-close -> voicemail box" if closing.endswith("shut\n") else ""
    more = random.choice(("", 'key 3 "Leave" -> voicemail box', 'music "hold.wav"'))
    way = random.choice(exits)
    rules = f"  when {random.choice(_FULL)} {way}\n  when full {way}\n"
    rules += f"  when wait > {random.choice(('1m', '2m', '4m'))} {random.choice(exits)}\n"
    queue = _QUEUE.format(name=name, most=random.choice((2, 5)), more=more, closing=closing)
    return f"{queue}overflow {name}_out version 1 in-service {{\n{rules}}}\n"


_FULL = ("agents = 0", "waiting > 1", "waiting > 4", "wait > 45s", "caller in vip and waiting > 0")


def _queues(random: Random) -> str:
    voicemail = ("-> voicemail box", "-> hang-up", "{ play p2 -> voicemail box }")
    return (
        _queue(random, "one", ("-> queue two", *voicemail))
        + _queue(random, "two", voicemail)
        + f"""
after-hours shut version 1 in-service {{
  hours day
  when {condition(random, 0)} {{ play p4 -> hang-up }}
  otherwise -> voicemail box
}}
"""
    )


_SECTIONS: tuple[Callable[[Random], str], ...] = (
    _hours,
    _lists,
    _prompts,
    _routing,
    _script,
    _queues,
)


def small(seed: int, changed: int | None = None, other: int = 0) -> Compiled:
    """Return a center; with `changed`, that section is drawn from another seed."""
    parts = [
        section(Random(f"{other if number == changed else seed} {number}"))
        for number, section in enumerate(_SECTIONS)
    ]
    text = _FIXED + "".join(parts)
    files = MemoryFiles(contents={"main.ccdsl": text.encode()})
    return compile_project(files, Settings(), TODAY)


def small_pair(seed: int) -> tuple[Compiled, Compiled]:
    """Return a center and the same with one section changed."""
    changed = seed % len(_SECTIONS)
    return small(seed), small(seed, changed, seed + 1_000)
