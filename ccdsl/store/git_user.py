"""Who git knows the user as."""

import subprocess
from pathlib import Path


def user_email(folder: Path) -> str | None:
    """Return git's `user.email` in a folder; None where git is missing or does not know one."""
    try:
        ended = subprocess.run(
            ("git", "config", "--get", "user.email"),  # noqa: S607 - git is found on the PATH
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return ended.stdout.decode("utf-8", "replace").strip() or None
