"""Compile what a C compiler makes several times faster; without one, the package does the same in numpy."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

FOLDER = "src/bialign/compiled"
LIBRARY = f"{FOLDER}/compiled.so"
# Without fused multiplication, so that all processors give the same bytes. Nobody reads the processor's flags of
# floating-point errors: comparisons need not be kept in order for them.
FLAGS = (
    *("-O3", "-fopenmp-simd", "-ffp-contract=off", "-fno-trapping-math"),
    *("-fvisibility=hidden", "-fPIC", "-shared"),
)


class CompileLibrary(BuildHookInterface):
    """Puts the compiled library into the wheel, which then is one for this platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's own
        """Compile before the wheel is put together; an editable installation finds the library beside the source."""
        folder, library = Path(self.root, FOLDER), Path(self.root, LIBRARY)
        compiler = find_compiler()
        if compiler is None:
            return
        sources = sorted(folder.glob("*.[ch]"))
        checksum = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        with TemporaryDirectory() as made_in:
            made = Path(made_in, library.name)
            command = [*compiler, *FLAGS, f'-DSOURCE_CHECKSUM="{checksum}"', "-o", str(made)]
            command += [str(path) for path in sources if path.suffix == ".c"]
            # In which encoding a compiler speaks is not known.
            done = subprocess.run([*command, "-lm"], capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - the user's own compiler
            problem = f"be compiled by {shlex.join(command)}\n{done.stderr}"
            if not done.returncode:
                problem = put_beside_sources(made, library)
        if problem:
            self.app.display_warning(f"Python will do what C is faster at: {LIBRARY} could not {problem}")
            return
        build_data["artifacts"].append(f"/{LIBRARY}")
        build_data["pure_python"] = False
        # The library knows nothing of Python: one wheel serves all its versions.
        build_data["tag"] = f"py3-none-{platform_tag()}"


def put_beside_sources(made: Path, library: Path) -> str:
    """Put the library where it belongs, in place of an earlier one that may be in use; return what went wrong."""
    beside = library.with_name(f".{library.name}.{os.getpid()}")
    try:
        shutil.copy(made, beside)
        beside.replace(library)
    except OSError as error:
        beside.unlink(missing_ok=True)
        return f"be put in place: {error}"
    return ""


def platform_tag() -> str:
    """Return the tag of this very platform; one of many Linuxes is for those who have the wheel checked for it."""
    return next(tag for tag in platform_tags() if not tag.startswith(("manylinux", "musllinux")))


def find_compiler() -> list[str] | None:
    """Return the command of the C compiler: the one named by CC, Python's own, or the system's."""
    for command in (os.environ.get("CC"), sysconfig.get_config_var("CC"), "cc"):
        words = shlex.split(command or "")
        if words and shutil.which(words[0]):
            return words
    return None
