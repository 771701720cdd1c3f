"""A page opened in headless Chromium, with a script that plays its user."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--window-size=1400,900", "--virtual-time-budget=8000", "--dump-dom"),
)
_LIMIT_S = 60


def browser() -> str:
    """Return Chromium's path, or skip the test."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip("Chromium is not installed")
    return found


def play(page: str, script: str, folder: Path) -> Mapping[str, object]:
    """Run a script, the body of an async function, in a page; return what it returns.

    The page's policy is widened by exactly this script.
    """
    source = (
        "(async () => { let found; const tick = () => new Promise((r) => setTimeout(r, 20));"
        f"try {{ found = await (async () => {{ {script} }})(); }}"
        "catch (error) { found = { error: String(error), stack: error.stack }; }"
        'const pre = document.createElement("pre"); pre.id = "played";'
        "pre.textContent = JSON.stringify(found); document.body.append(pre); })();"
    )
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    page = page.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    file = folder / "page.html"
    before, _, after = page.rpartition("</body>")
    file.write_text(f"{before}<script>{source}</script></body>{after}", encoding="utf-8")
    return _found(_dump(file, folder / "profile"))


def _dump(file: Path, profile: Path) -> str:
    command = (browser(), *_FLAGS, f"--user-data-dir={profile}", file.as_uri())
    ran = subprocess.run(command, capture_output=True, timeout=_LIMIT_S, check=True)
    return ran.stdout.decode()


def _found(dom: str) -> Mapping[str, object]:
    played = re.search(r'<pre id="played">(.*?)</pre>', dom, re.DOTALL)
    assert played is not None, "the script did not end"
    found = json.loads(unescape(played[1]))
    assert isinstance(found, dict)
    assert "error" not in found, found
    return found
