"""A project's surroundings: audio, bindings, and files that are there but not read."""

from collections.abc import Iterable, Iterator

from ccdsl.cli.examination import Note, fine, remark, wrong
from ccdsl.cli.project import Judged
from ccdsl.diagnostics import Problems
from ccdsl.model.bindings import Bindings, read_bindings
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.program import Program
from ccdsl.syntax import ast

_LARGE = 1_000_000
_EVERY_SOURCE = ("**/*.ccdsl",)


def examine_project(judged: Judged) -> Iterator[Note]:
    """Yield what there is to say about a project beyond what `check` says."""
    project, program = judged.project, judged.compiled.program
    summary = f"`check` has {judged.findings.summary()}"
    yield wrong(summary) if judged.has_errors else fine(summary)
    yield from _sources(project.files, project.settings.sources)
    yield from _audio(program, project.files)
    yield from _environments(judged)


def _sources(files: Files, patterns: tuple[str, ...]) -> Iterator[Note]:
    """Yield how many sources there are, the ones that are not read, and the large ones."""
    read = files.matching(patterns)
    yield fine(f"{len(read)} source{'s' if len(read) != 1 else ''}")
    for path in files.matching(_EVERY_SOURCE):
        if path not in read:
            yield wrong(f"`{path}` is never read: no pattern of `sources` matches it")
    for path in read:
        data = files.read(path)
        if not isinstance(data, Unreadable) and len(data) > _LARGE:
            yield remark(f"`{path}` has {len(data):,} bytes; smaller files are easier to review")


def _audio(program: Program, files: Files) -> Iterator[Note]:
    """Yield which recordings are missing; each is spoken of once."""
    paths = sorted(set(_audio_paths(program)))
    missing = 0
    for path in paths:
        data = files.read(path)
        if isinstance(data, Unreadable):
            missing += 1
            yield wrong(f"the audio `{path}` cannot be read: {data.detail}")
        elif not data:
            missing += 1
            yield wrong(f"the audio `{path}` is empty")
    if paths and not missing:
        yield fine(f"all audio is there: {len(paths)} file{'s' if len(paths) != 1 else ''}")


def _audio_paths(program: Program) -> Iterator[str]:
    for prompt in program.prompts.values():
        yield from (each.audio.value for each in prompt.wordings if each.audio is not None)
    for queue in program.queues.values():
        if queue.written.music is not None:
            yield queue.written.music.value


def _environments(judged: Judged) -> Iterator[Note]:
    """Yield, for each environment, what has no binding there and what should not have one."""
    if not judged.project.settings.environments:
        yield remark("no environment is named in the settings, so no names are bound to a platform")
    for environment in judged.project.settings.environments:
        yield from _environment(environment, judged)


def _environment(environment: str, judged: Judged) -> Iterator[Note]:
    path = f"bindings/{environment}.yaml"
    data = judged.project.files.read(path)
    if isinstance(data, Unreadable):
        yield wrong(f"the environment `{environment}` has no bindings: `{path}`: {data.detail}")
        return
    problems = Problems()
    bindings = read_bindings(path, data, problems)
    for problem in problems:
        line = bindings.source.position(problem.span.start).line
        yield wrong(f"{path}:{line}: {problem.message}")
    found = list(_unbound(judged.compiled.program, bindings, environment))
    yield from found
    if not found and not problems:
        yield fine(f"everything is bound in `{environment}`")


def _unbound(program: Program, bindings: Bindings, environment: str) -> Iterator[Note]:
    people = (program.people or {}).values()
    answering = [each.id for each in people if _answers(program, each.role)]
    yield from _compared("person", answering, bindings.endpoints, environment, program.people)
    boxes, sources = program.voicemails, program.data_sources
    yield from _compared("voicemail", boxes, bindings.mailboxes, environment, boxes)
    yield from _compared("data source", sources, bindings.urls, environment, sources)
    if bindings.trunk is None and any(True for _ in program.nodes(ast.ToTransfer)):
        yield remark(f"`{environment}` has no `outside: trunk:`, which calls to outside need")


def _answers(program: Program, role: str) -> bool:
    found = program.roles.get(role)
    return found is not None and any(right.text == "answer" for right in found.rights)


def _compared(
    what: str,
    needed: Iterable[str],
    bound: Iterable[str],
    environment: str,
    known: Iterable[str] | None,
) -> Iterator[Note]:
    """Yield the names that are needed and not bound, and those that are bound and not known."""
    there = set(bound)
    for name in needed:
        if name not in there:
            yield wrong(f"{what} `{name}` is not bound in `{environment}`")
    for name in sorted(there - set(known or there)):
        yield wrong(f"{what} `{name}` is bound in `{environment}`, but there is none of that name")
