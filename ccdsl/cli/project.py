"""Opening a project: its settings, its files, and what the compiler makes of them."""

from datetime import date
from os.path import lexists, normpath, relpath
from pathlib import Path

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.output import patience, say
from ccdsl.cli.settled import compile_settled
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock_guard import HELD_TO_ITS_LOCK, Guard
from ccdsl.model.settings import FailOn, Settings, read_settings
from ccdsl.record import record
from ccdsl.report.findings import Findings, RuleInfo
from ccdsl.rules import RULES
from ccdsl.rules.answerable import is_whole, refused_ignores
from ccdsl.rules.rule import Rule
from ccdsl.source import Source
from ccdsl.store.disk import DiskFiles
from ccdsl.store.meanwhile import Mark, mark
from ccdsl.store.project import JOURNAL, SETTINGS, find_project
from ccdsl.syntax.decode import decode


@record
class Project:
    """A project's folder with its settings read; `wrong` is what the settings have wrong.

    `mark` is how it looked before anything was read, None where nobody else can change it.
    """

    folder: Path
    files: Files
    settings: Settings
    settings_text: Source
    wrong: tuple[Diagnostic, ...]
    mark: Mark | None = None


@record
class Judged:
    """A project compiled, and everything there is to say about it and its settings."""

    project: Project
    compiled: Compiled
    findings: Findings

    @property
    def has_errors(self) -> bool:
        """Whether anything is an error, so that nothing may be built from it."""
        return any(one.severity is Severity.ERROR for one in self.findings.diagnostics)

    @property
    def can_be_drawn(self) -> bool:
        """Whether nothing is wrong, but for errors of judgement, which leave a center whole."""
        return is_whole(self.findings.diagnostics)

    def exit_code(self, fail_on: FailOn | None = None) -> Exit:
        """Return how a command that judges ends; `fail_on` overrides the settings."""
        if any(one.severity is Severity.ERROR for one in self.project.wrong):
            return Exit.USAGE
        return _exit_code(self.findings, fail_on or self.project.settings.fail_on)


def _exit_code(findings: Findings, fail_on: FailOn) -> Exit:
    if fail_on == "never":
        return Exit.CLEAN
    least = Severity(fail_on).rank
    is_grave = any(one.severity.rank <= least for one in findings.diagnostics)
    return Exit.FINDINGS if is_grave else Exit.CLEAN


def open_project(name: str) -> Project:
    """Return the project in the folder of that name, or refuse and say what is missing.

    What a command that was broken off had begun is undone first.
    """
    folder = project_folder(name)
    if lexists(folder / JOURNAL):
        from ccdsl.store.journal import recover

        for told in recover(folder):
            say(f"note: {told}")
    before = mark(folder)
    return read_project(folder, DiskFiles(root=folder), before)


def read_project(folder: Path, files: Files, before: Mark | None = None) -> Project:
    """Return the project that `files` hold; refuse one whose settings cannot be read.

    `before` is how it looked then, to tell later whether somebody has changed it meanwhile.
    """
    data = files.read(SETTINGS)
    if isinstance(data, Unreadable):
        raise Refusal(f"`{folder / SETTINGS}` cannot be read: {data.detail}")
    problems = Problems()
    settings = read_settings(SETTINGS, data, problems)
    return Project(
        folder=folder,
        files=files,
        settings=settings,
        settings_text=decode(SETTINGS, data, Problems()),
        wrong=(*problems, *refused_ignores(settings)),
        mark=before,
    )


def judge(
    project: Project,
    today: date,
    guard: Guard = HELD_TO_ITS_LOCK,
    *,
    info: bool = False,
    proofs: bool = True,
) -> Judged:
    """Compile a project, held to what guards it; refuse one without a single source.

    A command that asks only whether a center can be run or drawn needs no `proofs`.
    """
    with patience(f"checking {shown(project.folder)}"):
        compiled = _compiled(project, today, guard, info=info, proofs=proofs)
    if not compiled.program.files and not compiled.diagnostics and not project.wrong:
        patterns = ", ".join(f"`{pattern}`" for pattern in project.settings.sources)
        raise Refusal(
            f"`{shown(project.folder)}` has no source: no file matches {patterns or 'nothing'}",
            f"put a `.ccdsl` file there, or mend `sources` in {SETTINGS}",
        )
    return Judged(project=project, compiled=compiled, findings=_findings(project, compiled))


def _compiled(project: Project, today: date, guard: Guard, *, info: bool, proofs: bool) -> Compiled:
    files, settings = project.files, project.settings
    if project.mark is None:
        return compile_project(files, settings, today, guard, info=info, proofs=proofs)
    return compile_settled(
        project.folder,
        files,
        settings,
        today,
        guard,
        before=project.mark,
        info=info,
        proofs=proofs,
    )


def warn_of_errors(judged: Judged) -> None:
    """Say on standard error that what is shown comes from a project that has errors."""
    if judged.has_errors:
        say(f"note: this project has {judged.findings.summary()}; `ccdsl check` says which")


def shown(folder: Path) -> str:
    """Return what to call a folder in a message: as it was named."""
    return folder.as_posix()


def _findings(project: Project, compiled: Compiled) -> Findings:
    found = sorted((*project.wrong, *compiled.diagnostics), key=lambda one: one.sort_key)
    codes = {one.code for one in found}
    real = project.folder.resolve()
    return Findings(
        diagnostics=tuple(found),
        sources={SETTINGS: project.settings_text, **compiled.program.sources},
        rules={rule.code: _info(rule) for rule in RULES if rule.code in codes},
        project=real.name,
        base=_base(real),
    )


def _info(rule: Rule) -> RuleInfo:
    return RuleInfo(
        code=rule.code, name=rule.name, title=rule.title, severity=rule.severity, page=rule.page
    )


def _base(folder: Path) -> str:
    """Return the folder as its repository names it: "" at the top, or outside any."""
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return folder.relative_to(above).as_posix().removeprefix(".")
    return ""


def project_folder(name: str) -> Path:
    """Return a folder that is a project, or refuse with the way to one."""
    folder = Path(name)
    if not folder.exists():
        raise Refusal(f"there is no folder `{shown(folder)}`", _nearby(folder))
    if not folder.is_dir():
        raise Refusal(f"`{shown(folder)}` is a file, not a project's folder", _nearby(folder))
    if find_project(folder) != folder.absolute():
        raise Refusal(f"`{shown(folder)}` is no project: it has no {SETTINGS}", _nearby(folder))
    return folder


def _nearby(folder: Path) -> str:
    """Return where a project is, or how to make one."""
    above = find_project(folder)
    if above is not None:
        return f"name the project's folder: `{_way(above)}`"
    below = sorted(each.parent for each in folder.glob(f"*/{SETTINGS}")) if folder.is_dir() else []
    if below:
        return f"name the project's folder: `{shown(below[0])}`"
    return f"`ccdsl init {shown(folder) if not folder.is_file() else 'FOLDER'}` makes a new one"


def _way(folder: Path) -> str:
    """Return the shorter of a folder's paths, from here or from the top."""
    from_here = normpath(relpath(folder))
    return min(from_here, str(folder), key=len)
