"""Writes requirements-test.lock: the exact versions, with hashes, that `pip install '.[test,lint]'` takes today.

    python scripts/lock.py

Nothing is installed: pip resolves for the Python that runs this and reports what it would install. To test with
these versions: ``pip install --require-hashes --requirement requirements-test.lock && pip install --no-deps .``
The Makefile installs by the ranges of pyproject.toml; the lock says which versions a release was tested with.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-test.lock"


def resolve() -> list[dict[str, Any]]:
    """Return what pip would install, as its report has it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*command, "--report", str(report), f"{ROOT}[test,lint]"], check=True)
        return list(json.loads(report.read_text(encoding="utf-8"))["install"])


def lock_line(item: dict[str, Any]) -> str:
    """Return the line of one distribution."""
    metadata, archive = item["metadata"], item["download_info"]["archive_info"]
    digest = archive.get("hashes", {}).get("sha256") or archive["hash"].partition("=")[2]
    return f"{metadata['name'].lower().replace('_', '-')}=={metadata['version']} --hash=sha256:{digest}\n"


def main() -> None:
    """Resolve and write."""
    found = [item for item in resolve() if item["metadata"]["name"] != "bialign"]
    header = (
        "# Made by scripts/lock.py: what the tests ran with, for "
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}.\n"
    )
    LOCK.write_text(header + "".join(sorted(map(lock_line, found))), encoding="utf-8")
    print(f"{len(found)} distributions in {LOCK.name}")


if __name__ == "__main__":
    main()
