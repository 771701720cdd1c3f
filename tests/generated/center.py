"""One generated center: its files, from a seed. Nothing in it can go round for ever."""

from random import Random

from tests.generated.pieces import LANGUAGES, NUMBERS, ZONES, Maker

ROSTER = """people:
  - {id: maria, name: Maria, role: supervisor, email: m@harbor.example, extension: "201",
     languages: [en-US, es-US], skills: {claims: 5, life: true}, shifts: [always]}
  - {id: ana, name: Ana, role: agent, extension: "202", languages: [en-US, es-US],
     skills: {claims: 3}, shifts: [always]}
"""
CSV = "number,label\n+12125550105,Pier Nine\n+1917*,Boroughs\n"
_SETTINGS = 'edition: 1\nsources: ["*.ccdsl"]\n'
_FIXED = """
attribute tier one-of gold, silver, bronze
attribute account digits 8 to 10
attribute pin digits 4 to 4 secret
attribute balance number
attribute urgent yes-no
attribute number_to_call phone
attribute adviser person
attribute choice digits 1 to 1 secret
attribute remark text
data-source crm.customer {
  takes caller, account, channel
  gives tier, balance
  outcomes found, missing
  timeout 3s
}
data-source ping { outcomes up, down }
callers vip { +12125550101 +12125550102 "Two" +1646* }
callers press { +12125550103 file "data/press.csv" }
flag snow { title "Closed" may supervisor }
flag drill { may supervisor lasts 1h }
voicemail box { channels voice, chat, email, sms, social greeting p0 notify maria }
voicemail night_box { channels voice, chat, email, sms, social }
roster "people/roster.yaml"
skill claims levels 1 to 5
skill life
role agent may answer handles 1 voice, 3 chat
role supervisor may answer, flip-flags, see-reports
team all { lead maria members ana queues claims, life, desk, second, calm }
shift always { mon-sun 00:00-24:00 voice, chat, email, sms, social }
"""


_WHOM = (
    "digits 3 to 3 store adviser",
    "digits 1 to 4 store balance",
    "digits 3 to 15 until star store number_to_call",
)
_CALM = """
queue calm {
  title "Calm"
  channels voice, chat, email, sms, social
  wait forever
  key 9 "Leave" { play p1 -> hang-up }
}"""


def center_files(seed: int) -> dict[str, bytes]:
    """Return the files of a generated project."""
    random = Random(seed)
    text = "\n".join((_time(random), _FIXED, _prompts(), _entries(random), *_queues(random)))
    files = {
        "ccdsl.yaml": _SETTINGS,
        "main.ccdsl": text + "\n" + "\n".join(_scripts(random)),
        "people/roster.yaml": ROSTER,
        "data/press.csv": CSV,
    }
    return {path: content.encode() for path, content in files.items()}


def _time(random: Random) -> str:
    zone, abroad = random.sample(ZONES, 2)
    return f"""
center generated {{
  timezone {zone}
  languages {", ".join(LANGUAGES)}
  calendar 2026-01-01 to 2026-12-31
  on-failure -> voicemail box
}}
holidays feasts {{
  2026-03-08 09:00-11:00, 22:00-02:00 "Short"
  2026-07-03 to 2026-07-05 "Long"
  2026-12-25
}}
hours day {{ mon-fri 08:00-18:00 sat 09:00-12:00, 13:00-15:30 except feasts }}
hours night {{ mon-sun 22:00-06:00 except feasts }}
hours abroad {{ mon-fri 09:00-17:00 timezone {abroad} }}
hours ever {{ open always }}
hours wide {{ mon-sun 05:00-23:00 }}
"""


def _prompts() -> str:
    names = [*(f"p{number}" for number in range(6)), "notice", "options"]
    bodies = (f'prompt {name} {{ en-US "{name}." es-US "{name}, en español." }}' for name in names)
    return "\n".join(bodies)


def _entries(random: Random) -> str:
    language = random.choice(LANGUAGES)
    return f"""
entry line_a {{ voice {NUMBERS[0]}, {NUMBERS[1]} routing calls }}
entry line_b {{ voice {NUMBERS[2]} language {language} set urgent yes routing calls }}
entry web {{ chat "harbor.example" set tier silver routing texts }}
entry texts {{ sms {NUMBERS[3]} routing texts }}
entry page {{ social "harbor" language es-US routing texts }}
entry mail {{ email "help@harbor.example" routing mails }}
"""


def _queues(random: Random) -> list[str]:
    """Return queues that overflow only to later ones, and what takes contacts out of them."""
    names = ["claims", "life", "desk"]
    parts = [_like(random)]
    for number, name in enumerate(names):
        maker = Maker(random, queues=names[number + 1 :], voice=False)
        parts.append(_queue(random, name, maker))
        parts.append(_overflow(random, name, maker))
    parts += [_policy(random, "shut", "day"), _policy(random, "late", "wide")]
    parts.append(_CALM)
    parts.append(
        "recording kept { queues claims, life sample 50% notice notice"
        " pause script v0 step code keep 30d }"
    )
    return parts


def _policy(random: Random, name: str, hours: str) -> str:
    maker = Maker(random, voice=False)
    rules = "\n".join(f" when {maker.condition(1)} {maker.treatment(1)}" for _ in range(2))
    return (
        f"after-hours {name} version 1 in-service {{\n hours {hours}\n{rules}\n"
        f" otherwise {maker.treatment(1)}\n}}"
    )


def _closing(random: Random, maker: Maker) -> str:
    """Return what a queue does when it is closed; some queues never close."""
    if random.random() < 0.2:
        return ""
    treatment = random.choice(("-> stay", "{\n play p4\n -> stay\n }", speaking_exit(maker)))
    return f"after-hours {random.choice(('shut', 'late'))}\n  at-close {treatment}"


def _queue(random: Random, name: str, maker: Maker) -> str:
    speaking = Maker(random, queues=maker.queues, voice=True)
    return f"""
queue {name} {{
  title "{name.title()}"
  channels voice, chat, email, sms, social
  requires claims >= 2, language
  strategy {maker.one("longest-idle", "ring-all", "in-order")}
  ring 15s
  service-level 80% within 20s
  max-waiting {random.choice((1, 3, 10))}
  recheck {random.choice((20, 30, 45))}s
  wrap-up 10s
  music "hold.wav"
  announce position every 60s
  announce p1 after 30s
  widen after 30s requires claims >= 1, without language
  prefer adviser for 10s
  key 1 "Call me back" -> callback {name} else -> stay
  key 2 "Listen" {{
    play p2
    wait {random.choice((1, 7, 30))}s
    -> stay
  }}
  key 3 "Leave" {speaking.treatment(1)}
  key 4 "Tell" {{
    call script note
    -> stay
  }}
  whisper p3
  greet p4
  shows tier
  callbacks 2 tries every 10m during day
  overflow {name}_out
  {_closing(random, maker)}
}}"""


def speaking_exit(maker: Maker) -> str:
    """Return a treatment that says something and then lets the contact leave."""
    return f"{{\n play p5\n {maker.exit(0)}\n}}"


def _like(random: Random) -> str:
    overflow = random.choice(("", " overflow claims_out", " overflow life_out"))
    return f'queue second like desk {{ title "Second" requires life{overflow} }}'


def _overflow(random: Random, name: str, maker: Maker) -> str:
    rules = [f" when full {maker.treatment(0)}"]
    for _ in range(random.randint(1, 3)):
        figures = maker.figures(name, waits=True)
        more = random.choice(("", f" and {maker.test()}", f" or {maker.figures(name, waits=True)}"))
        rules.append(f" when {figures}{more} {maker.treatment(1)}")
    random.shuffle(rules)
    rules.append(f" when wait > 10m {maker.treatment(0)}")
    return f"overflow {name}_out version 1 in-service {{\n" + "\n".join(rules) + "\n}"


def _scripts(random: Random) -> list[str]:
    """Return scripts that go on only to later ones, and the routings that begin them."""
    queues = ["claims", "life", "desk", "second", "calm"]
    parts = [_subroutine(random)]
    for kind, voice in (("v", True), ("t", False)):
        for number in range(3):
            later = [f"{kind}{after}" for after in range(number + 1, 3)]
            maker = Maker(random, queues, later, ["note"], ["shut", "late"], voice)
            parts.append(_script(random, f"{kind}{number}", maker))
    calls = Maker(random, queues, ["v0", "v1", "v2"], [], ["shut", "late"], voice=True)
    texts = Maker(random, queues, ["t0", "t1", "t2"], [], ["shut", "late"], voice=False)
    mails = Maker(random, queues, [], [], ["shut", "late"], voice=False)
    parts += [_routing("calls", calls), _routing("texts", texts), _routing("mails", mails)]
    return parts


def _routing(name: str, maker: Maker) -> str:
    count = maker.random.randint(2, 5)
    rules = "\n".join(f" when {maker.condition()} {maker.treatment(1)}" for _ in range(count))
    return f"routing {name} version 1 in-service {{\n{rules}\n otherwise {maker.treatment(0)}\n}}"


def _subroutine(random: Random) -> str:
    maker = Maker(random, voice=False)
    return f"""
script note version 1 in-service {{
  start {{
    when {maker.condition(1)} {{
      set urgent yes
      -> return
    }}
    play p3
    -> rest
  }}
  step rest {{
    set tier bronze
    -> return
  }}
}}"""


def _script(random: Random, name: str, maker: Maker) -> str:
    """Return a script whose steps lead forward, and back only so many times."""
    back = ("-> start at-most 2 else -> hang-up", "-> top at-most 1 else -> voicemail box")
    onward = ("-> account", "-> code", "-> ask", "-> last")

    def way(*exits: str) -> str:
        return maker.treatment(1, *exits)

    def block(*exits: str) -> str:
        treatment = way(*exits)
        return treatment if treatment.startswith("{") else f"{{ {treatment} }}"

    return f"""
script {name} version 1 in-service {{
  title "{name}"
  start {{
 {maker.action(1)}
 -> top
 }}
  menu top {{
    say options, p1
    again options
    sorry p2
    listen 4s
    repeat {random.randrange(3)}
    key 1 "One" {way(*onward)}
    key 2 "Again" -> top
    key 3 "Account" -> account
    key 4 "Code" -> code
    key star "Star" {way("-> last")}
    keys 5 to 7 store choice {way("-> ask")}
    no-input {way(*onward)}
    invalid {way("-> last")}
  }}
  collect account {{
    say p2
    sorry p1
    digits 8 to 10 until {random.choice(("pound", "star"))}
    listen 10s
    repeat {random.randrange(3)}
    store account
    filled {way("-> code", "-> ask", *back)}
    no-input -> ask
    invalid {way("-> last")}
  }}
  collect code {{
    say p3
    digits 4 to 4 until pound
    store pin
    filled -> whom
    no-input {way("-> last")}
    invalid {way("-> last")}
  }}
  collect whom {{
    say p4
    {random.choice(_WHOM)}
    repeat 1
    filled {way("-> ask", *back)}
    no-input {way("-> last")}
    invalid {way("-> last")}
  }}
  lookup ask {{
    from crm.customer
    found -> reach
    missing {way(*back, "-> last")}
    failed {way("-> last")}
  }}
  lookup reach {{
    from ping
    up {way("-> last")}
    down {way("-> last", *back)}
    failed {way("-> last")}
  }}
  step last {block()}
}}"""
