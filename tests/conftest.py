"""What holds for all tests."""

import pytest
from hypothesis import HealthCheck, settings

from bialign.threads import usable_cores

# How long an example takes says more about the machine than about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Names cases of bytes by their place: compressed bytes tell the time, and workers must agree on every name."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: object) -> int:
    """Has three workers on two cores: a third of the time a test waits for processes that it started."""
    return max(1, usable_cores() * 3 // 2)
