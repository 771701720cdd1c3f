"""`ccdsl prove`: every requirement, proven or broken."""

from collections.abc import Sequence
from datetime import date
from json import dumps

import click

from ccdsl.cli.deciding import deciding
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import project_argument, today_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import Judged, judge, open_project
from ccdsl.model.proofs import Counterexample, Proof
from ccdsl.model.words import words
from ccdsl.source import Span

_VERDICTS = {"holds": "holds", "fails": "does not hold", "undecided": "undecided"}


@click.command("prove")
@project_argument
@click.option("-k", "wanted", metavar="TEXT", help="Only requirements whose title has this in it.")
@click.option("--failures", is_flag=True, help="Count what `on-failure` does as well.")
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@today_option
def command(
    *, project: str, wanted: str | None, failures: bool, format_name: str, today: date
) -> Exit:
    """Prove every requirement, or show a contact that breaks it.

    For every contact that a requirement is about, whatever callers and the world choose. What it
    prints of a requirement that does not hold is a scenario, ready to paste.
    """
    judged = judge(open_project(project), today, proofs=False)
    if not judged.can_be_drawn:
        say(f"note: this project has {judged.findings.summary()}; `ccdsl check` says which")
        raise Refusal("nothing can be proven of a project that is not whole")
    with deciding():
        proofs = [
            proof
            for proof in judged.compiled.facts.prove(failures=failures)
            if wanted is None or wanted.casefold() in proof.require.name.text.casefold()
        ]
    if wanted is not None and not proofs:
        raise Refusal(f"no requirement has `{wanted}` in its title")
    result(_json(judged, proofs) if format_name == "json" else _text(judged, proofs))
    is_fine = all(proof.verdict == "holds" for proof in proofs)
    return Exit.CLEAN if is_fine else Exit.FINDINGS


def _text(judged: Judged, proofs: Sequence[Proof]) -> str:
    if not proofs:
        return "this project requires nothing\n"
    blocks = [_block(judged, proof) for proof in proofs]
    held = sum(proof.verdict == "holds" for proof in proofs)
    total = "1 requirement" if len(proofs) == 1 else f"{len(proofs)} requirements"
    return "".join(blocks) + f"\n{total}: {held} proven, {len(proofs) - held} not\n"


def _block(judged: Judged, proof: Proof) -> str:
    classes = f"{proof.classes:,} classes" if proof.classes != 1 else "1 class"
    about = f"{classes} of contacts" if proof.classes else "about nobody"
    draft = "" if proof.which == "in-service" else ", in the draft center"
    lines = [f"{_VERDICTS[proof.verdict]:<14} {proof.require.name.text}  ({about}{draft})"]
    found = proof.counterexample
    if found is not None:
        lines += [f"  {_place(judged, found.claim.span)}: a contact {found.what}", ""]
        for scenario in found.scenarios:
            lines += [*(f"  {line}" for line in scenario.rstrip().splitlines()), ""]
    return "\n".join(lines) + "\n"


def _place(judged: Judged, span: Span) -> str:
    source = judged.compiled.program.sources[span.path]
    return f"{span.path}:{source.position(span.start).line}"


def _json(judged: Judged, proofs: Sequence[Proof]) -> str:
    entries = [_entry(judged, one) for one in proofs]
    return dumps({"format": 1, "requirements": entries}, indent=2) + "\n"


def _entry(judged: Judged, proof: Proof) -> dict[str, object]:
    source = judged.compiled.program.sources[proof.require.span.path]
    found = proof.counterexample
    when = proof.require.when
    return {
        "title": proof.require.name.text,
        "path": proof.require.span.path,
        "line": source.position(proof.require.name.span.start).line,
        "when": words(when) if when is not None else None,
        "center": proof.which,
        "verdict": proof.verdict,
        "classes": proof.classes,
        "counterexample": None if found is None else _example(judged, found),
    }


def _example(judged: Judged, found: Counterexample) -> dict[str, object]:
    span, other = found.claim.span, found.other
    return {
        "what": found.what,
        "path": span.path,
        "line": judged.compiled.program.sources[span.path].position(span.start).line,
        "end": found.end or None,
        "scenario": found.scenario or None,
        "other": other and {"end": other.end, "scenario": other.scenario},
    }
