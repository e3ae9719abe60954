"""What fuzzing kept: bytes that once reached new code or failed are tried again with every run of the tests."""

import pytest

from fuzz import targets

KEPT = [(name, file) for name in targets.TARGETS for file in sorted((targets.CORPUS / name).iterdir())]


@pytest.mark.parametrize(
    ("name", "file"), KEPT, ids=lambda part: part if isinstance(part, str) else part.name
)
def test_kept_bytes(name, file):
    """None of them breaks what must hold for any bytes."""
    targets.TARGETS[name](file.read_bytes())


def test_every_target_has_a_corpus():
    """Some bytes to begin with, small ones, and words that make new ones."""
    for name in targets.TARGETS:
        files = [file for kept, file in KEPT if kept == name]
        assert len(files) >= 5
        assert max(file.stat().st_size for file in files) < 10_000
        assert (targets.CORPUS / f"{name}.dict").is_file()
