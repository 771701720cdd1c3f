"""Steps in which nothing is recorded."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC607", Severity.WARNING)
def pause_not_in_service(program: Program, facts: Facts) -> Iterator[Finding]:
    """Pause names a step that the script in service does not have.

    Why: what was never to be recorded may be recorded now, under another step's name. A pause may
    name a step of any version, so that it is there before a draft goes live.
    Example:
        script hello version 1 retired {
          start { -> ask }
          step ask { -> queue help }
        }
        script hello version 2 in-service {
          start { -> queue help }
        }
        recording standard {
          queues  help
          pause   script hello step ask    # CC607
        }
    Use instead: the step's name in the version in service, or no line.
    """
    del facts
    for _, pause in program.nodes(ast.Pause):
        script = program.in_service.scripts.get(pause.script.text)
        group = program.versions.get(("script", pause.script.text), ())
        known = any(
            pause.step.text == step.name.text
            for one in group
            if isinstance(one, ast.Script)
            for step in one.steps
        )
        if script is None or not known or program.is_broken(script.span):
            continue  # That no version has it is said by CC108.
        if all(step.name.text != pause.step.text for step in script.steps):
            yield Finding(
                message=f"script `{pause.script.text}` has no step `{pause.step.text}` in service",
                span=pause.step.span,
                help="name the step as it is called now, or delete the line",
                labels=first_here(script.version.span, "this version is in service"),
            )
