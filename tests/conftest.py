"""What holds for all tests."""


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Names cases of bytes by their place: compressed bytes tell the time, and workers must agree on every name."""
    return argname if isinstance(val, bytes) else None
