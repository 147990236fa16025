"""Figures as tables."""

import pytest

from bialign.errors import ConfigurationError
from bialign.evaluation import systems_table


def test_a_table_of_no_systems_is_refused():
    with pytest.raises(ConfigurationError, match="at least one evaluation"):
        systems_table({})
