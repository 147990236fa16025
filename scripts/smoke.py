"""Builds wheel and sdist, checks them, and tries the wheel in a fresh environment of each Python that is found.

    python scripts/smoke.py                  # every Python from 3.11 on that is on the path, or in pyenv
    python scripts/smoke.py python3.13       # these Pythons

In each environment the wheel is installed as a user would, and an article of the repository aligned, from a folder
where the source is not. Then each extra is looked at: what needs it says so in one sentence.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLDEST = (3, 11)
_PROBE = "import sys; print(*sys.version_info[:2], sys.executable)"
_TRY = """
import sys
import bialign
assert "numpy" not in sys.modules
pair = bialign.load_corpus("newsroom", split="dev")[0]
alignment = bialign.Aligner().align(
    bialign.read_article(pair.source.text + "\\n"), bialign.read_article(pair.target.text + "\\n")
)
found = {(bead.source, bead.target) for bead in alignment if bead.kind == "headline"}
assert found, "no headline"
bialign.write([alignment], "alignment.tmx")
print(f"{len(alignment)} beads, {alignment.signature}")
try:
    bialign.write([alignment], "alignment.parquet")
except bialign.BialignError as error:
    print("without the extra parquet:", error)
else:
    raise SystemExit("pyarrow is there, and should not be")
"""


def run(*command: str | Path, folder: Path | None = None) -> str:
    """Run a command and return what it prints; end with its output if it fails."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"$ {' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def find_pythons() -> dict[tuple[int, int], str]:
    """Return a Python of each version that is new enough."""
    folders = [*map(Path, os.environ["PATH"].split(os.pathsep)), *Path.home().glob(".pyenv/versions/*/bin")]
    found: dict[tuple[int, int], str] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("python3.[0-9]*"))):
        if not path.name.removeprefix("python3.").isdigit():
            continue
        done = subprocess.run([path, "-c", _PROBE], capture_output=True, text=True, check=False)
        if done.returncode:
            continue
        major, minor, _ = done.stdout.split(maxsplit=2)
        version = int(major), int(minor)
        if version >= OLDEST:
            found.setdefault(version, str(path))
    return dict(sorted(found.items()))


def build(folder: Path) -> Path:
    """Build and check wheel and sdist; return the wheel."""
    tools = folder / "tools"
    run(sys.executable, "-m", "venv", tools)
    run(tools / "bin" / "pip", "install", "--quiet", "build", "twine")
    dist = folder / "dist"
    run(tools / "bin" / "python", "-m", "build", "--outdir", dist, ROOT)
    print(run(tools / "bin" / "twine", "check", "--strict", *sorted(dist.iterdir())).strip())
    (wheel,) = dist.glob("*.whl")
    return wheel


def try_wheel(python: str, wheel: Path, folder: Path) -> None:
    """Install a wheel with its dependencies into a fresh environment and align an article pair."""
    environment = folder / "environment"
    run(python, "-m", "venv", environment)
    run(environment / "bin" / "pip", "install", "--quiet", wheel)
    print(run(environment / "bin" / "python", "-c", _TRY, folder=folder).strip())
    for command in ([environment / "bin" / "bialign"], [environment / "bin" / "python", "-m", "bialign"]):
        print(run(*command, "--version", folder=folder).strip())
    run(environment / "bin" / "python", "-m", "pip", "check")
    shutil.rmtree(environment)


def main() -> None:
    """Build, check, and try on each Python."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="*", metavar="PYTHON")
    pythons = parser.parse_args().pythons or list(find_pythons().values())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        for python in pythons:
            print(f"== {python}: {run(python, '--version').strip()}", flush=True)
            try_wheel(python, wheel, folder)


if __name__ == "__main__":
    main()
