"""How every command ends: its exit code, and what is said when it cannot go on."""

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from io import TextIOWrapper

import click

from ccdsl.store.errors import StoreError, words


class Exit(IntEnum):
    """What a command's exit code says."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    OUR_BUG = 3
    INTERRUPTED = 130


class Refusal(Exception):  # noqa: N818 - the command refuses; it is not in error
    """A command cannot do what was asked: `message` is one clause, `help` a way out."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 - users' word
        """Keep both parts."""
        super().__init__(message)
        self.message = message
        self.help = help


def ending(run: Callable[[], object]) -> int:
    """Run a command and return its exit code; whatever goes wrong is said on standard error."""
    _speak_utf8()
    code = _code(run)
    try:
        _flush()
    except BrokenPipeError:
        leave_pipe()
    except OSError as error:
        leave_pipe()
        return _refused_by_system(error)
    return code


def _code(run: Callable[[], object]) -> int:
    """Return the exit code of a run, of which everything that can be caught is caught."""
    ended: object = Exit.CLEAN
    try:
        ended = run()
    except SystemExit as end:
        ended = end.code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return Exit.USAGE
    except click.ClickException as error:
        return _usage(error)
    except Refusal as refusal:
        return _refused(refusal.message, refusal.help)
    except StoreError as error:
        return _refused(f"`{error.path}`: {error.message}", error.help)
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        leave_pipe()
    except OSError as error:
        return _refused_by_system(error)
    except Exception as error:  # noqa: BLE001 - the last to see it
        return _our_bug(error)
    return ended if isinstance(ended, int) else Exit.CLEAN


def _usage(error: click.ClickException) -> int:
    """Say what click found wrong, in the words of every other message."""
    way_out = None
    if isinstance(error, click.UsageError) and error.ctx is not None:
        way_out = f"`{error.ctx.command_path} --help` says what it takes"
    message = error.format_message().rstrip(".")
    return _refused(message[:1].lower() + message[1:], way_out)


def _refused_by_system(error: OSError) -> int:
    """Say what the system will not do; without a file's name, it is about a stream of ours.

    Only a folder that was deleted under the shell is missing without a name.
    """
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return _refused("this folder is gone: it was deleted or moved", "`cd` to one that is there")
    where = "standard output" if error.filename is None else f"`{error.filename}`"
    return _refused(f"{where} cannot be used: {words(error)}", None)


def _refused(message: str, way_out: str | None) -> int:
    _say(message, way_out)
    return Exit.USAGE


def _our_bug(error: Exception) -> int:
    """Say that it is not the user's fault, and what would help to mend it."""
    if os.environ.get("CCDSL_DEBUG"):
        import traceback

        traceback.print_exception(error)
    _say(
        f"something went wrong inside ccdsl ({type(error).__name__}: {error}); "
        "this is a bug of ours, not a mistake of yours",
        "set CCDSL_DEBUG=1, run it again, and report what it prints together with `ccdsl doctor`",
    )
    return Exit.OUR_BUG


def _say(message: str, way_out: str | None = None) -> None:
    """Write to standard error; where there is none, the exit code has to do."""
    click.echo(f"error: {message}", err=True)
    if way_out is not None:
        click.echo(f"  = help: {way_out}", err=True)


def _speak_utf8() -> None:
    """Write UTF-8 with LF everywhere, so that no locale or system changes the bytes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def leave_pipe() -> None:
    """Point standard output nowhere: nobody reads it any more, and that is nobody's mistake."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
