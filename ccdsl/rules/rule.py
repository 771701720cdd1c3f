"""How a rule is written: a function with a code, a severity, and its page as its docstring."""

import inspect
from collections.abc import Callable, Iterable, Iterator

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.source import Span


@record
class Finding:
    """One place where a rule is broken; the rule adds its code and severity."""

    message: str
    span: Span
    help: str | None = None
    labels: tuple[Label, ...] = ()


Check = Callable[[Program, Facts], Iterable[Finding]]


@record
class Rule:
    """One entry of the catalogue.

    `check` is None for what an earlier stage reports while it reads; such a rule is only a page.
    `whole` rules speak of what is absent (unused, unreachable), so they wait until every text
    parses and every name is known. `proof` rules are about requirements and scenarios, which are
    judged only when nothing else is an error. Where a rule finds something, the rules that it
    `hides` say nothing: what they would speak of may follow from it. A rule that `yields` says
    nothing of a place in which another one finds a mistake, and nothing at all where it cannot be
    told who comes where, for the same reason.
    """

    code: str
    name: str
    severity: Severity
    docstring: str
    check: Check | None
    whole: bool
    proof: bool
    hides: tuple[str, ...]
    yields: bool

    @property
    def page(self) -> str:
        """The rule's page, as Markdown."""
        return inspect.cleandoc(self.docstring)

    @property
    def title(self) -> str:
        """The page's first line."""
        return self.page.partition("\n")[0].rstrip(".")

    def run(self, program: Program, facts: Facts) -> Iterator[Diagnostic]:
        """Yield the rule's findings as diagnostics."""
        if self.check is None:
            return
        for finding in self.check(program, facts):
            yield Diagnostic(
                code=self.code,
                severity=self.severity,
                message=finding.message,
                span=finding.span,
                help=finding.help,
                labels=finding.labels,
            )


def rule(
    code: str,
    severity: Severity,
    *,
    whole: bool = False,
    proof: bool = False,
    hides: tuple[str, ...] = (),
    yields: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a check; its docstring's first line is the title, the whole of it the page."""

    def wrap(check: Check) -> Rule:
        return Rule(
            code=code,
            name=_name(check),
            severity=severity,
            docstring=check.__doc__ or "",
            check=check,
            whole=whole,
            proof=proof,
            hides=hides,
            yields=yields,
        )

    return wrap


def page(code: str, severity: Severity) -> Callable[[Callable[[], None]], Rule]:
    """Make the page of something that an earlier stage reports."""

    def wrap(documented: Callable[[], None]) -> Rule:
        return Rule(
            code=code,
            name=_name(documented),
            severity=severity,
            docstring=documented.__doc__ or "",
            check=None,
            whole=False,
            proof=False,
            hides=(),
            yields=False,
        )

    return wrap


def _name(documented: Callable[..., object]) -> str:
    return documented.__name__.replace("_", "-")
