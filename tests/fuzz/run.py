"""Tries a target with bytes that reach new code: ``run.py NAME SECONDS``; what fails stays in the corpus folder.

Needs atheris (``make fuzz`` installs it): libFuzzer, led by the coverage of the program and of what it reads with.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["khulasa", "targets", "yaml", "markdown_it"]):
    import targets


def main(name: str, seconds: str) -> None:
    """Fuzz for so long, beginning with the kept corpus; what reaches more is kept in .khulasa/fuzz."""
    found = Path(".khulasa/fuzz") / name
    found.mkdir(parents=True, exist_ok=True)
    kept = targets.CORPUS / name
    options = [f"-max_total_time={seconds}", "-max_len=3000", "-timeout=20", "-rss_limit_mb=4000"]
    options += [f"-artifact_prefix={kept}/", "-print_final_stats=1", f"-dict={targets.CORPUS}/{name}.dict"]
    atheris.Setup([sys.argv[0], *options, str(found), str(kept)], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
