import pytest
from building_samples import InlineEngine, python_path


@pytest.fixture
def inline(monkeypatch):
    """Make builds do their tasks in the test's own process."""
    monkeypatch.setattr("bialign.building.build._engine", InlineEngine)


@pytest.fixture
def workers(monkeypatch):
    """Let worker processes find the aligner of the tests."""
    monkeypatch.setenv("PYTHONPATH", python_path())
