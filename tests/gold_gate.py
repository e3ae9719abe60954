"""The gold gate: no figure of tests/gold may fall below its floor.

usage: gold_gate.py [--verbose] [--raise] [NAME …]     NAME: a set of tests/gold (seeds, dev_ar, dev_fa, locked)

``--raise`` writes today's figures as the new floor where they are higher; only an edit of floor.json lowers one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import gold_score
from khulasa import inspection
from khulasa.chains import STANDARD
from khulasa.content import authority
from khulasa.convert import read_source
from khulasa.errors import KhulasaError
from khulasa.pipeline import Options, digest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
FLOOR = TESTS / "gold" / "floor.json"
SETS = {
    "seeds": ROOT / "seeds",
    "dev_ar": TESTS / "gold" / "dev",
    "dev_fa": TESTS / "gold" / "dev",
    "dev2": TESTS / "gold" / "dev2",
    "dev3": TESTS / "gold" / "dev3",
    "dev4": TESTS / "gold" / "dev4",
    "locked3": TESTS / "gold" / "locked3",
    "locked2": TESTS / "gold" / "locked2",
    "locked": TESTS / "gold" / "locked",
}


def figures(name: str, verbose: bool) -> dict[str, tuple[int, int]]:
    """Hits and cases of each figure of one set."""
    records, _ = authority.load(ROOT / "content" / "authority")
    hits: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for gold in json.loads((TESTS / "gold" / f"{name}.json").read_text("utf-8")):
        try:
            source = read_source(SETS[name], gold["file"])
            found = inspection.as_json(digest(source, records, STANDARD, Options()), gold["file"])
        except KhulasaError as error:
            print(error, file=sys.stderr)
            cases["read"] += 1
            continue
        for figure, hit, what in gold_score.score(gold, found, source.text):
            cases[figure] += 1
            hits[figure] += hit
            if verbose and not hit:
                print(f"  {gold['file']}: {figure}: {what}")
    return {figure: (hits[figure], cases[figure]) for figure in sorted(cases)}


def main() -> int:
    """Print every figure beside its floor; 1 where one is below."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--verbose", action="store_true", help="print every miss")
    parser.add_argument(
        "--raise", action="store_true", dest="lift", help="write higher figures as the new floor"
    )
    options = parser.parse_args()
    floor = json.loads(FLOOR.read_text("utf-8")) if FLOOR.exists() else {}
    below = 0
    for name in options.names or floor:
        print(name)
        for figure, (hit, case) in figures(name, options.verbose).items():
            least = floor.get(name, {}).get(figure, 0.0)
            low = hit / case < least
            below += low
            print(
                f"  {figure:24} {hit:4}/{case:<4} {hit / case:.3f}  floor {least:.3f}{'  BELOW' if low else ''}"
            )
            if options.lift:
                # A floor a little under the figure: one case may fall when another rises.
                floor.setdefault(name, {})[figure] = max(least, int(1000 * hit / case) / 1000)
    if options.lift:
        FLOOR.write_text(json.dumps(floor, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"gold: {below} figures below their floor")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
