"""Optional dependencies: imported where they are used, missed with one clear sentence."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from bialign.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def import_extra(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import an optional dependency.

    Args:
        module: The module to import, such as ``"pyarrow.parquet"``.
        extra: The extra of bialign that installs it, such as ``"parquet"``.
        purpose: What needs it, for the sentence: ``"Writing Parquet"``.

    Raises:
        MissingExtraError: If the module's distribution is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{purpose} needs the package {module.partition('.')[0]!r}: pip install 'bialign[{extra}]'"
        ) from error
