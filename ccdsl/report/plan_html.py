"""A plan as one page that needs nothing else."""

from collections.abc import Iterator
from html import escape

from ccdsl.analysis.plan_records import Change
from ccdsl.report.display import visible
from ccdsl.report.plan import (
    PlanReport,
    causes,
    end,
    example,
    path,
    share,
    summary,
    treatments,
)
from ccdsl.report.plan_noticed import parted
from ccdsl.report.plan_text import notes

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8888; padding: .4rem .6rem; text-align: left; vertical-align: top; }
small, .way { opacity: .8; }
""".strip()


def render(report: PlanReport) -> str:
    """Return the page: what the plan amounts to, then every change."""
    title = f"From {report.sides[0]} to {report.sides[1]}"
    body = [f"<h1>{_text(title)}</h1>", f"<p><strong>{_text(summary(report))}</strong></p>"]
    body += [f"<p>{_text(line)}</p>" for line in notes(report)]
    for number, change in enumerate(report.plan.changes):
        body += _change(report, number, change)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)}</title>",
            f"<style>{_STYLE}</style></head><body>",
            *body,
            "</body></html>",
            "",
        )
    )


def _change(report: PlanReport, number: int, change: Change) -> Iterator[str]:
    calls = "" if report.calls is None else f", {report.calls[number]:,} of the past calls"
    yield f"<h2>{number + 1}. {_text(change.words)}</h2>"
    yield f"<p>{_text(share(change))}{calls}; for example {_text(example(report, change))}</p>"
    yield '<table><tr><th scope="col"></th><th scope="col">what happens</th>'
    yield '<th scope="col">end</th></tr>'
    for (name, treatment), part in zip(treatments(report, change), parted(change), strict=True):
        way = f'<br><small class="way">{_text(" > ".join(path(treatment)))}</small>'
        cells = f"<td>{_text(part)}{way}</td><td>{_text(end(treatment))}</td>"
        yield f'<tr><th scope="row">{_text(name)}</th>{cells}</tr>'
    yield "</table>"
    yield f"<p><small>because of {_text(', '.join(causes(report, change)))}</small></p>"


def _text(text: str) -> str:
    return escape(visible(text))
