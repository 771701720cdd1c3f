"""The pipeline: files to a program, facts and findings. No logic of its own."""

from dataclasses import field
from datetime import date

from ccdsl.analysis import find_facts
from ccdsl.analysis.examining import Examined, examine
from ccdsl.analysis.walking import Walk
from ccdsl.diagnostics import Diagnostic, Problems
from ccdsl.model.facts import Facts
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.link import link
from ccdsl.model.lock_guard import HELD_TO_ITS_LOCK, Guard, read_guarded
from ccdsl.model.program import Program, View, Which
from ccdsl.model.settings import Settings
from ccdsl.record import record
from ccdsl.rules.run import judge
from ccdsl.source import Source, Span
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import File, parse, unread


@record
class Compiled:
    """A project read, linked and judged; `diagnostics` are sorted, without what is ignored."""

    program: Program
    examined: Examined = field(repr=False, compare=False)
    facts: Facts
    diagnostics: tuple[Diagnostic, ...]

    def walks(self, *, draft: bool) -> tuple[tuple[Walk, ...], View]:
        """Return where contacts can come in one of the two centers, and that center."""
        which: Which = "draft" if draft else "in-service"
        view = self.program.draft if draft else self.program.in_service
        return self.examined.centers[which].walks, view


def compile_project(
    files: Files,
    settings: Settings,
    today: date,
    guard: Guard = HELD_TO_ITS_LOCK,
    *,
    info: bool = False,
    proofs: bool = True,
) -> Compiled:
    """Return everything there is to know about a project on a day, held to what guards it.

    What is only information is among it if `info` says so, and what requirements and scenarios
    come to if `proofs` does.
    """
    problems = Problems()
    parsed = tuple(read(path, files, problems) for path in files.matching(settings.sources))
    program = link(parsed, files, problems, read_guarded(files, guard))
    examined = examine(program)
    facts = find_facts(examined, today)
    diagnostics = judge(program, facts, problems, settings, info=info, proofs=proofs)
    return Compiled(program=program, examined=examined, facts=facts, diagnostics=diagnostics)


def read(path: str, files: Files, problems: Problems) -> File:
    """Return a source file, parsed; one that cannot be read (reported) says nothing."""
    data = files.read(path)
    if isinstance(data, Unreadable):
        problems.error("CC018", f"`{path}` cannot be read: {data.detail}", Span(path, 0, 0))
        return unread(Source(path=path, text=""))
    return parse(decode(path, data, problems), problems)
