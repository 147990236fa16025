"""Long regular expressions, compiled once by a user's Python instead of once by every process.

``re`` takes about 3 µs for each character of an expression, a second for all newsroom conventions, and has no way to
save what it compiled: a pickled pattern is its text. So the code that its compiler makes is kept in the cache folder.
That code is private to one version of Python and part of the file's name therefore; and wherever anything is not as
this module expects, ``re.compile`` does the work.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from array import array
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from bialign.caching import cache_folder, try_to_cache

if TYPE_CHECKING:
    from pathlib import Path

# Of the numbers that make up a pattern's code.
_CODE_TYPE = "I"
_CHECKSUM_SIZE = 4


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile an expression as ``re.compile`` does, from kept code where there is any.

    Worth its file for expressions of more than some hundred characters.

    Args:
        pattern: The expression.
        flags: Flags of ``re``.

    Raises:
        re.error: If the expression is none.
    """
    folder = cache_folder()
    if folder is None:
        return re.compile(pattern, flags)
    key = f"{sys.version}\n{sys.byteorder}\n{int(flags)}\n{pattern}"
    path = folder / "patterns" / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.code"
    return _from_file(pattern, path) or _to_file(pattern, flags, path) or re.compile(pattern, flags)


def _from_file(pattern: str, path: Path) -> re.Pattern[str] | None:
    try:
        return _with_code(pattern, path.read_bytes())
    # The file is absent, unreadable or damaged, or this interpreter has no such parts: the pattern is made anew.
    except Exception:  # noqa: BLE001 - see above
        return None


def _to_file(pattern: str, flags: int, path: Path) -> re.Pattern[str] | None:
    try:
        content = _make_code(pattern, flags)
        compiled = _with_code(pattern, content)
    # This interpreter has no such parts, or the expression is wrong, of which `re.compile` then tells.
    except Exception:  # noqa: BLE001 - see above
        return None
    try_to_cache({path: partial(_write, content=content)})
    return compiled


def _write(stream: IO[bytes], content: bytes) -> None:
    stream.write(content)


def _make_code(pattern: str, flags: int) -> bytes:
    """Return a checksum of what follows: a line of JSON (flags, number and names of groups) and the code."""
    compiler, parser = import_module("re._compiler"), import_module("re._parser")
    parsed = parser.parse(pattern, flags)
    code = array(_CODE_TYPE, compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 - there is no public way
    state = parsed.state
    head = {"flags": flags | state.flags, "groups": state.groups - 1, "names": state.groupdict}
    content = json.dumps(head).encode() + b"\n" + code
    return zlib.crc32(content).to_bytes(_CHECKSUM_SIZE, "little") + content


def _with_code(pattern: str, kept: bytes) -> re.Pattern[str]:
    content = kept[_CHECKSUM_SIZE:]
    if zlib.crc32(content) != int.from_bytes(kept[:_CHECKSUM_SIZE], "little"):
        raise ValueError("The code is damaged.")
    head, code = content.split(b"\n", 1)
    values: dict[str, Any] = json.loads(head)
    names = {number: name for name, number in values["names"].items()}
    compiled: re.Pattern[str] = import_module("_sre").compile(
        pattern,
        values["flags"],
        array(_CODE_TYPE, code).tolist(),
        values["groups"],
        values["names"],
        tuple(names.get(number) for number in range(values["groups"] + 1)),
    )
    return compiled
