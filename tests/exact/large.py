"""Large centers, from a seed: many numbers, rules, steps and dates, and hardly a mistake in them.

Entries have a routing each, and share queues, scripts and lists, as the parts of one center do.
"""

from random import Random

_RULES_EACH = 100
_NUMBERS_EACH = 10
_STEPS_EACH = 10
_AREAS = tuple(f"+1{area}" for area in range(202, 990, 4))
_WHENS = (
    "tier is gold",
    "account is 1234",
    "tier is silver",
    *(f"caller in {a}*" for a in _AREAS[:9]),
)
_SETTINGS = b'edition: 1\nsources: ["*.ccdsl"]\n'
_ZONES = ("America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Los_Angeles")
_SPANS = ("08:00-18:00", "07:30-20:00", "09:00-17:30", "00:00-24:00", "06:00-22:00")


def large_center(
    rules: int, *, numbers: int = 500, steps: int = 300, years: int = 2, seed: int = 1
) -> dict[str, bytes]:
    """Return the files of a center with about so many rules, numbers, script steps and years."""
    random = Random(seed)
    entries = max(1, rules // _RULES_EACH)
    each = max(1, numbers // entries)
    scripts = max(1, steps // _STEPS_EACH)
    files = {"ccdsl.yaml": _SETTINGS, "base.ccdsl": _base(random, years).encode()}
    for number in range(entries):
        lines = [f"+1800{number * each + place:07}" for place in range(each)]
        text = _entry(number, lines) + _routing(random, number, lines, scripts)
        files[f"entry_{number:03}.ccdsl"] = text.encode()
    for number in range(scripts):
        files[f"script_{number:02}.ccdsl"] = _script(random, number, scripts).encode()
    return files


def _base(random: Random, years: int) -> str:
    holidays = "\n".join(
        f"  {year}-{month:02}-{day:02}"
        for year in range(2026, 2026 + years)
        for month, day in ((1, 1), (5, 25), (7, 4), (9, 7), (11, 26), (12, 25))
    )
    hours = "\n".join(
        f"hours h{number} {{ mon-fri {_SPANS[number % 5]} sat {_SPANS[(number + 1) % 5]}"
        f" {'except feasts' if number % 2 else ''} }}"
        for number in range(10)
    )
    lists = "\n".join(
        f"callers list{number} {{ "
        + " ".join(f"+1999{random.randrange(10**7):07}" for _ in range(20))
        + " }"
        for number in range(10)
    )
    return f"""
center large {{
  timezone America/New_York languages en-US, es-US
  calendar 2026-01-01 to {2025 + years}-12-31 on-failure -> voicemail box
}}
holidays feasts {{
{holidays}
}}
{hours}
{lists}
flag f0 {{ may boss }}
role boss may flip-flags
attribute tier one-of gold, silver, bronze
attribute account digits 4 to 8
data-source crm {{ takes caller gives tier outcomes found, missing }}
voicemail box {{ channels voice greeting p0 }}
{chr(10).join(f'prompt p{n} {{ en-US "P{n}." es-US "P{n}." }}' for n in range(6))}
{chr(10).join(_queue(number) for number in range(20))}
"""


def _queue(number: int) -> str:
    onward = f"-> queue q{number + 1}" if number % 5 != 4 else "-> voicemail box"
    return f"""
queue q{number} {{
  title "Queue {number}" channels voice
  max-waiting 50 recheck 30s
  key 1 "Leave a message" -> voicemail box
  overflow out{number}
  after-hours shut{number}
  at-close -> voicemail box
}}
overflow out{number} version 1 in-service {{
  when full -> voicemail box
  when wait > 10m {onward}
  when wait > 2m and expected-wait > 5m -> voicemail box
}}
after-hours shut{number} version 1 in-service {{
  hours h{number % 10}
  otherwise -> voicemail box
}}
"""


def _entry(number: int, lines: list[str]) -> str:
    return f"entry e{number} {{ voice {', '.join(lines)} routing r{number} }}\n"


def _routing(random: Random, number: int, lines: list[str], scripts: int) -> str:
    """Return rules each of which is for somebody whom no earlier one takes."""
    areas = random.sample(_AREAS, 100)
    rules = [f"when flag f0 is on and dialed is {lines[0]} -> voicemail box"]
    for place in range(_RULES_EACH - 2):
        if place % 5 == 4:
            who = f"caller in list{place // 5 % 10}"
            who += f" and dialed is {lines[place // 50 % len(lines)]}"
        else:
            who = f"caller in {areas[place]}*"
        more = random.choice(("", f" and hours h{random.randrange(10)} is open"))
        to = random.choice(
            (f"queue q{random.randrange(20)}", f"script s{random.randrange(scripts)}")
        )
        rules.append(f"when {who}{more} -> {to}")
    rules.append(f"otherwise -> script s{number % scripts}")
    body = "\n  ".join(rules)
    return f"routing r{number} version 1 in-service {{\n  {body}\n}}\n"


def _script(random: Random, number: int, scripts: int) -> str:
    """Return a menu, a look-up, a collect and steps."""
    onward = f"-> script s{number + 1}" if number + 1 < scripts else "-> voicemail box"
    queue = f"-> queue q{random.randrange(20)}"
    steps = "\n".join(
        f"  step s{place} {{\n    play p{place}\n    when {_WHENS[place]} {queue}\n"
        f"    -> {f's{place + 1}' if place < _STEPS_EACH - 5 else 'last'}\n  }}"
        for place in range(_STEPS_EACH - 4)
    )
    return f"""
script s{number} version 1 in-service {{
  start {{
    play p0
    -> ask
  }}
  lookup ask {{
    from crm
    found -> top
    missing -> top
    failed -> top
  }}
  menu top {{
    say p1
    repeat 1
    key 1 "One" -> s0
    key 2 "Account" -> account
    key 3 "On" {onward}
    no-input {queue}
    invalid {queue}
  }}
  collect account {{
    say p2
    digits 4 to 8
    store account
    filled -> s1
    no-input {queue}
    invalid {queue}
  }}
{steps}
  step last {queue}
}}
""".replace(f"  step last {queue}", f"  step last {{ {queue} }}")


def rules_center(entries: int, each: int, *, wide: int = 1, seed: int = 1) -> dict[str, bytes]:
    """Return the files of a center of rules that overlap at random, so many on each entry.

    The wider, the more flags, hours and numbers there are for rules to differ in.
    """
    random = Random(seed)
    parts = [_rules_base(random, wide)]
    for number in range(entries):
        lines = [f"+1800{number * 10 * wide + place:07}" for place in range(10 * wide)]
        rules = "\n  ".join(
            f"when {_any_rule(random, lines, wide)} -> voicemail box{random.randrange(3)}"
            for _ in range(each)
        )
        parts.append(
            f"entry e{number} {{ voice {', '.join(lines)} routing r{number} }}\n"
            f"routing r{number} version 1 in-service {{\n  {rules}\n"
            "  otherwise -> voicemail box0\n}"
        )
    return {"ccdsl.yaml": _SETTINGS, "center.ccdsl": "\n".join(parts).encode()}


def _rules_base(random: Random, wide: int) -> str:
    hours = "\n".join(
        f"hours h{number} {{ mon-fri {7 + number % 4:02}:00-{16 + number % 5}:30"
        f" {'except feasts' if number % 2 else ''} timezone {_ZONES[number % 4]} }}"
        for number in range(6 * wide)
    )
    boxes = "\n".join(
        f"voicemail box{number} {{ channels voice greeting p0 }}" for number in range(3)
    )
    lists = "\n".join(
        f"callers list{number} {{ "
        + " ".join(f"{random.choice(_AREAS)}{random.randrange(10**7):07}" for _ in range(20))
        + " }"
        for number in range(20)
    )
    flags = "\n".join(f"flag f{number} {{ may boss }}" for number in range(2 * wide))
    return f"""
center rules {{
  timezone America/New_York languages en-US
  calendar 2026-01-01 to 2027-12-31 on-failure -> voicemail box0
}}
holidays feasts {{ 2026-07-04 2026-12-25 2027-12-25 }}
{hours}
{lists}
{flags}
role boss may flip-flags
prompt p0 {{ en-US "Hello." }}
{boxes}
"""


def _any_rule(random: Random, lines: list[str], wide: int) -> str:
    """Return a condition of some tests, each for some share of all contacts."""
    several = random.sample(lines, random.choice((1, 1, 2, 3)))
    areas = (f"{random.choice(_AREAS)}*" for _ in range(2 * wide))
    tests = [
        f"dialed in {', '.join(several)}",
        f"caller in {', '.join(areas)}, list{random.randrange(20)}",
    ]
    for flag in random.sample(range(2 * wide), wide):
        state = random.choice(("open", "closed", "holiday"))
        tests.append(f"hours h{random.randrange(6 * wide)} is {state}")
        tests.append(f"flag f{flag} is {random.choice(('on', 'off'))}")
    return " and ".join(random.sample(tests, random.randint(2 * wide, 2 * wide + 2)))
