"""What a CI does with a file of jobs: reads it, checks out, runs one command after the other."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from ccdsl import __version__

ROOT = Path(__file__).parents[2]
SAM = {
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "user.email",
    "GIT_CONFIG_VALUE_0": "sam@center.example",
    "GIT_CONFIG_KEY_1": "user.name",
    "GIT_CONFIG_VALUE_1": "Sam Rivera",
}
"""Git's user: somebody on the roster that `init` writes, who may promote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one job of a CI runs, and how much of the history it has."""

    commands: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool
    afterwards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a job ended: whether it is green, and everything it printed."""

    is_green: bool
    log: str


def git(folder: Path, *words: str) -> str:
    """Run git, which has to succeed, as Sam."""
    return _succeed(folder, "git", *words)


def ccdsl(folder: Path, *words: str) -> str:
    """Run a command that has to succeed, as Sam."""
    return _succeed(folder, sys.executable, "-m", "ccdsl", *words)


def _succeed(folder: Path, *command: str) -> str:
    environ = {**os.environ, **SAM, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


# ------------------------------------------------------------------ the files, as a CI reads them


def _read(path: Path) -> dict[str, object]:
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _part(value: object, *keys: str) -> object:
    for key in keys:
        assert isinstance(value, dict), key
        value = value[key]
    return value


def _table(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(str(each) for each in value)


_EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")


def github_job(path: Path, event: str, inputs: Mapping[str, str]) -> Job:
    """Return what a workflow's only job runs on an event; every expression in it is known here."""
    workflow = _read(path)
    known = {"github.base_ref": "main", **{f"inputs.{key}": each for key, each in inputs.items()}}
    conditions = {
        "github.event_name == 'pull_request'": event == "pull_request",
        "github.event_name != 'pull_request'": event != "pull_request",
    }

    def filled(value: object) -> str:
        return _EXPRESSION.sub(lambda found: known[found[1]], str(value))

    job = _table(_part(workflow, "jobs", "ccdsl"))
    environ = {key: filled(each) for key, each in _table(job.get("env", {})).items()}
    steps = job["steps"]
    assert isinstance(steps, list)
    commands: list[str] = []
    is_whole = False
    for step in map(_table, steps):
        if "run" in step and conditions[str(step["if"])] if "if" in step else "run" in step:
            environ |= {key: filled(each) for key, each in _table(step.get("env", {})).items()}
            assert "${{" not in str(step["run"]), "an expression in a command is text of a stranger"
            commands.append(str(step["run"]))
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            is_whole = _part(step, "with", "fetch-depth") == 0
    return Job(commands=tuple(commands), environ=environ, is_whole=is_whole)


def defaults(path: Path) -> dict[str, str]:
    """Return the inputs of a workflow that others call, as they are without being set."""
    inputs = _table(_part(_read(path), "on", "workflow_call", "inputs"))
    return {key: str(_part(each, "default")) for key, each in inputs.items()}


def gitlab_job(path: Path, given: Mapping[str, str]) -> Job:
    """Return what GitLab runs of a template, with these variables: exactly one job."""
    document = _read(path)
    environ = {**template_variables(path), **given}
    jobs = [
        {**_table(document[str(job["extends"])]), **job}
        for name, each in document.items()
        if name != "variables" and not name.startswith(".")
        for job in (_table(each),)
        if _applies(job, environ)
    ]
    (job,) = jobs
    commands = (*_texts(job["before_script"]), *_texts(job["script"]))
    is_whole = _part(job, "variables", "GIT_DEPTH") == "0"
    after = _texts(job["after_script"])
    return Job(commands=commands, environ=environ, is_whole=is_whole, afterwards=after)


def template_variables(path: Path) -> dict[str, str]:
    """Return the variables of a template, as they are without being set."""
    return {key: str(each) for key, each in _table(_read(path)["variables"]).items()}


def _applies(job: Mapping[str, object], environ: Mapping[str, str]) -> bool:
    rules = job["rules"]
    assert isinstance(rules, list)
    return any(_holds(str(_part(rule, "if")), environ) for rule in rules)


def _holds(condition: str, environ: Mapping[str, str]) -> bool:
    left, right = (
        each.strip('"') if each.startswith('"') else environ.get(each.removeprefix("$"))
        for each in condition.split(" == ")
    )
    return left is not None and left == right


# ------------------------------------------------------------------ running them


def stand_in(folder: Path) -> Path:
    """Put a `ccdsl` that is this one into a folder."""
    shim = folder / "ccdsl"
    body = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m ccdsl "$@"\n'
    shim.write_text(body, encoding="utf-8")
    shim.chmod(0o755)
    return folder


def run_job(job: Job, folder: Path, programs: Path) -> Ended:
    """Run a job's commands one after the other, until one fails; then what runs afterwards."""
    environ = {**os.environ, **job.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    log: list[str] = []

    def run(command: str) -> bool:
        if command.startswith("pip install"):
            command = f'[ "$(echo {command.removeprefix("pip install ")})" = ccdsl=={__version__} ]'
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        ran = subprocess.run(
            shell, cwd=folder, env=environ, capture_output=True, text=True, check=False
        )
        log.extend((f"$ {command}", ran.stdout, ran.stderr))
        return ran.returncode == 0

    is_green = all(map(run, job.commands))
    for command in job.afterwards:
        run(command)
    return Ended(is_green=is_green, log="\n".join(log))


def checked_out_by_github(origin: Path, branch: str, folder: Path, *, is_whole: bool) -> None:
    """Check out what a pull request would make of `main`, as actions/checkout does."""
    work = folder.with_name("merging")
    git(folder.parent, "clone", "-q", str(origin), str(work))
    git(work, "merge", "-q", "--no-ff", "-m", "merged", f"origin/{branch}")
    git(work, "push", "-q", "--force", "origin", f"HEAD:refs/pull/{branch}/merge")
    git(folder.parent, "init", "-q", "-b", "nothing", str(folder))
    git(folder, "remote", "add", "origin", origin.as_uri())
    wanted = [f"+refs/pull/{branch}/merge:refs/remotes/pull/merge"]
    depth = [] if is_whole else ["--depth=1"]
    branches = ["+refs/heads/*:refs/remotes/origin/*"] if is_whole else []
    git(folder, "fetch", "-q", *depth, "origin", *wanted, *branches)
    git(folder, "checkout", "-q", "--detach", "refs/remotes/pull/merge")


def pushed_to_github(origin: Path, branch: str, folder: Path) -> None:
    """Check out a branch that was pushed."""
    git(folder.parent, "clone", "-q", str(origin), str(folder))
    git(folder, "checkout", "-q", "--detach", f"origin/{branch}")


def checked_out_by_gitlab(origin: Path, branch: str, folder: Path) -> None:
    """Check out a branch, with no other branch in the clone."""
    words = ("clone", "-q", "--single-branch", "--no-tags", "-b", branch)
    git(folder.parent, *words, origin.as_uri(), str(folder))
    git(folder, "checkout", "-q", "--detach", "HEAD")


def hooks_of(path: Path) -> dict[str, dict[str, object]]:
    """Return the hooks of a file of pre-commit's, by id: those it offers, or those it uses."""
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    hooks = found if isinstance(found, list) else _part(found["repos"][0], "hooks")
    assert isinstance(hooks, list)
    return {str(_part(hook, "id")): _table(hook) for hook in hooks}
