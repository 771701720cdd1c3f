"""Where a command's words go: the result to standard output, everything else to standard error."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TextIO

import click

from ccdsl.cli.ends import leave_pipe
from ccdsl.report.color import wants_color

if TYPE_CHECKING:
    from ccdsl.report.findings import Findings

Color = Literal["auto", "always", "never"]

_PATIENCE_S = 1.0


def say(message: str) -> None:
    """Write one line to standard error."""
    click.echo(message, err=True)


def result(text: str, *, color: bool = False) -> None:
    """Write a command's result to standard output as it is; whoever reads it may stop reading."""
    try:
        click.echo(text, nl=False, color=color)
    except BrokenPipeError:
        leave_pipe()


def tell(findings: "Findings", color: Color) -> None:
    """Show findings on standard error: a command's result is something else."""
    from ccdsl.report.text import render

    colored = is_colored(color, sys.stderr)
    text = render(findings, color=colored, width=columns_of(sys.stderr))
    click.echo(text, err=True, nl=False, color=colored)


def is_colored(setting: Color, stream: TextIO | None) -> bool:
    """Return whether text for a stream takes colour; a closed one takes none."""
    is_tty = stream is not None and stream.isatty()
    return wants_color(setting, is_tty=is_tty, environ=os.environ)


def columns_of(stream: TextIO | None) -> int | None:
    """Return the terminal's width, or None where a stream is no terminal."""
    if stream is None or not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


@contextmanager
def patience(message: str) -> Iterator[None]:
    """Show what is going on, if it takes more than a second and somebody watches."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield
        return
    from threading import Timer

    shown: list[str] = []

    def show() -> None:
        shown.append(message)
        stream.write(f"{message} …")
        stream.flush()

    timer = Timer(_PATIENCE_S, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown:
            stream.write("\r\x1b[K")
