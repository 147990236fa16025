"""What `bialign` exports is there, and nothing else is promised."""

import subprocess
import sys

import pytest

import bialign
import bialign.building
import bialign.names
import bialign.testing
import bialign.tokenizers


@pytest.mark.parametrize(
    "package",
    [bialign, bialign.building, bialign.names, bialign.testing, bialign.tokenizers],
    ids=lambda package: package.__name__,
)
def test_every_public_name_can_be_imported(package):
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert dir(package) == sorted(package.__all__)


def test_public_names_are_sorted_and_each_has_a_home():
    assert bialign.__all__ == sorted(bialign.__all__)
    assert set(bialign._HOMES) == set(bialign.__all__) - {"__version__"}


def test_importing_the_package_does_not_import_numpy():
    code = "import sys, bialign; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
