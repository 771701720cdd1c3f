"""Center, entries, opening hours and facts of the routing table, as the language writes them."""

from collections.abc import Iterator

from ccdsl.importers.fields import Record, as_list, as_record, as_text, maybe, records, text, texts
from ccdsl.importers.fields import whole as number
from ccdsl.importers.words import Types, listed, quoted, value
from ccdsl.model.spans import WEEKDAYS
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.model.words import duration


def center_lines(center: Record) -> Iterator[str]:
    """Yield what a center says but for its `on-failure`."""
    yield from _title(center)
    yield f"timezone {text(center, 'timezone')}"
    if "country" in center:
        yield f"country {text(center, 'country')}"
    yield f"languages {listed(texts(center, 'languages'))}"
    calendar = as_record(center["calendar"])
    yield f"calendar {text(calendar, 'first')} to {text(calendar, 'last')}"


def attribute(record: Record) -> str:
    """Return an attribute."""
    kind = text(record, "type")
    values = texts(record, "values")
    said = f"attribute {text(record, 'name')} {kind}"
    if values:
        said += f" {listed(values)}"
    if "length" in record:
        least, most = as_list(record["length"])
        said += f" {least} to {most}"
    return f"{said} secret" if record["secret"] else said


def skill(record: Record) -> str:
    """Return a skill."""
    said = f"skill {text(record, 'name')}"
    if "levels" not in record:
        return said
    least, most = as_list(record["levels"])
    return f"{said} levels {least} to {most}"


def data_source_lines(record: Record) -> Iterator[str]:
    """Yield what a data source says."""
    for word in ("takes", "gives", "outcomes"):
        yield from _names(word, texts(record, word))
    yield f"timeout {duration(number(record, 'timeout_ms'))}"


def callers_lines(record: Record) -> Iterator[str]:
    """Yield the numbers and prefixes of a list, with their labels."""
    labels = as_record(record["labels"])
    for key in (*texts(record, "numbers"), *texts(record, "prefixes")):
        yield f"{key} {quoted(as_text(labels[key]))}" if key in labels else key


def holidays_lines(record: Record) -> Iterator[str]:
    """Yield listed dates."""
    for date in records(record, "dates"):
        first, last = text(date, "first"), text(date, "last")
        said = [first if first == last else f"{first} to {last}"]
        said += [listed(texts(date, "spans"))] if texts(date, "spans") else []
        said += [quoted(text(date, "title"))] if "title" in date else []
        yield " ".join(said)


def hours_lines(record: Record) -> Iterator[str]:
    """Yield the week of opening hours, their zone and their lists of holidays."""
    yield f"timezone {text(record, 'timezone')}"
    week = as_record(record["week"])
    spans = {day: texts(week, day) for day in WEEKDAYS}
    if all(each == ["00:00-24:00"] for each in spans.values()):
        yield "open always"
    else:
        for day, each in spans.items():
            yield from _names(day, each)
    yield from _names("except", texts(record, "except"))


def flag_lines(record: Record) -> Iterator[str]:
    """Yield what a flag says."""
    yield from _title(record)
    yield from _names("may", texts(record, "may"))
    yield f"lasts {duration(number(record, 'lasts_ms'))}"


def prompt_lines(record: Record) -> Iterator[str]:
    """Yield the wordings of a prompt."""
    for tag, wording in as_record(record["wordings"]).items():
        said = as_record(wording)
        audio = maybe(said, "audio")
        spoken = "" if audio is None else f"audio {quoted(audio)} "
        yield f"{tag} {spoken}{quoted(text(said, 'text'))}"


def voicemail_lines(record: Record) -> Iterator[str]:
    """Yield what a voicemail says."""
    yield from _title(record)
    yield from _names("channels", texts(record, "channels"))
    yield from _field("greeting", record, "greeting")
    told = [*texts(record, "people"), *map(quoted, texts(record, "emails"))]
    yield from _names("notify", told)
    yield f"max {duration(number(record, 'max_ms'))}"
    yield f"keep {duration(number(record, 'keep_ms'))}"


def entry_lines(record: Record, types: Types) -> Iterator[str]:
    """Yield what an entry says."""
    yield from _title(record)
    channel, addresses = text(record, "channel"), texts(record, "addresses")
    is_dialed = channel in NUMBERED_CHANNELS
    yield f"{channel} {listed(addresses if is_dialed else map(quoted, addresses))}"
    yield f"language {text(record, 'language')}"
    for name, said in as_record(record["set"]).items():
        yield f"set {name} {value(said, name, types)}"
    yield f"routing {text(record, 'routing')}"


def recording_lines(record: Record) -> Iterator[str]:
    """Yield what is recorded."""
    yield from _names("queues", texts(record, "queues"))
    yield f"sample {text(record, 'sample')}%"
    yield from _field("notice", record, "notice")
    for pause in records(record, "pauses"):
        yield f"pause script {text(pause, 'script')} step {text(pause, 'step')}"
    if "keep_ms" in record:
        yield f"keep {duration(number(record, 'keep_ms'))}"


def _title(record: Record) -> Iterator[str]:
    if "title" in record:
        yield f"title {quoted(text(record, 'title'))}"


def _names(word: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{word} {listed(names)}"


def _field(word: str, record: Record, name: str) -> Iterator[str]:
    if name in record:
        yield f"{word} {text(record, name)}"
