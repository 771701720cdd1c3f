"""What is shipped: the wheel and the sdist, and that the wheel works on its own."""

import importlib.util
import shutil
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = ("ccdsl", "grammar", "schemas", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
TODAY = "2026-11-22"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ("build", "hatchling", "pip"))),
        reason="building needs build, hatchling and pip",
    ),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what is built from: a build writes into its tree, which others read."""
    copy = tmp_path_factory.mktemp("tree")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def dist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an sdist, and the wheel built from that sdist alone."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, tree)
    return out


def run(*words: str | Path) -> str:
    ended = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    return ended.stdout


def wheel_of(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


def test_the_wheel_carries_everything_a_command_reads(dist: Path, tree: Path) -> None:
    names = set(zipfile.ZipFile(wheel_of(dist)).namelist())
    assert "ccdsl/py.typed" in names
    assert "ccdsl/_data/grammar/ccdsl.lark" in names
    assert "ccdsl/_data/grammar/table.json" in names
    for schema in (tree / "schemas").glob("*.json"):
        assert f"ccdsl/_data/schemas/{schema.name}" in names
    for file in (tree / "ccdsl").rglob("*"):
        path = file.relative_to(tree).as_posix()
        if file.is_file() and {"_data", "__pycache__"}.isdisjoint(file.parts):
            assert (path in names) is (path != "ccdsl/_build_hook.py"), path


def test_the_wheel_carries_nothing_else(dist: Path) -> None:
    names = zipfile.ZipFile(wheel_of(dist)).namelist()
    assert {name.split("/")[0] for name in names} == {"ccdsl", info_of(dist)}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def info_of(dist: Path) -> str:
    return "-".join(wheel_of(dist).name.split("-")[:2]) + ".dist-info"


def test_the_licence_and_the_extras_are_in_the_metadata(dist: Path) -> None:
    with zipfile.ZipFile(wheel_of(dist)) as wheel:
        metadata = wheel.read(f"{info_of(dist)}/METADATA").decode()
        licence = wheel.read(f"{info_of(dist)}/licenses/LICENSE").decode()
    assert "License-Expression: MIT\n" in metadata
    assert "Provides-Extra: batch\n" in metadata
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist: wasi-")]
    assert needed
    assert not any("extra ==" in line for line in needed)
    assert "Requires-Python: >=3.11\n" in metadata
    assert licence == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_sdist_carries_grammar_schemas_and_table(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"grammar/ccdsl.lark", "schemas/diagnostics.schema.json", "ccdsl/py.typed"} <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "ccdsl/_build_hook.py"} <= names
    assert "ccdsl/_data/grammar/table.json" in names


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a fresh environment with the wheel, and its dependencies lent."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    options = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    python = programs / "python"
    run(sys.executable, "-m", "pip", "--python", python, *options, wheel_of(dist))
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    lent = "\n".join(site.getsitepackages())
    (Path(own) / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return programs


def test_the_installed_command_uses_its_own_files(installed: Path) -> None:
    program = (
        "import ccdsl, sys; from pathlib import Path; from ccdsl.resources import *;"
        "assert Path(ccdsl.__file__).is_relative_to(sys.prefix), ccdsl.__file__;"
        "assert list_resources('schemas') and find_resource('grammar/table.json')"
    )
    run(installed / "python", "-I", "-c", program)


def test_the_installed_command_makes_checks_and_builds(installed: Path, tmp_path: Path) -> None:
    command, folder = installed / "ccdsl", tmp_path / "center"
    run(command, "init", folder, "--today", TODAY)
    assert run(command, "check", folder, "--today", TODAY) == "no findings\n"
    written = run(command, "build", folder, "--today", TODAY).splitlines()
    assert all(Path(line).is_file() for line in written)
    assert "diagnostics" in run(command, "schema")
    assert "the parse table is ready-made" in run(command, "doctor", folder)
