"""Kills builds at random moments while a reader hammers the site: ``killer.py FOLDER ROUNDS SEED`` prints JSON.

Every page shows the title of the site, and the title counts the rounds: so a page that is of two builds, or an old
page after a new one, is seen.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from pathlib import Path

import minikit
from khulasa import conversion
from khulasa.content import articles
from khulasa.executors import cut
from khulasa.site import render

ROUND = re.compile("دورة([0-9]+)")


def reader(folder: Path, pages: list[str], out: int) -> None:
    """Read pages by their paths for ever; report what is missing, cut off, of two builds, or older than before."""
    newest, count = 0, 0
    while True:
        for path in pages:
            count += 1
            fault = ""
            try:
                text = (folder / "output" / path).read_text("utf-8")
            except OSError as error:
                fault, text = f"missing: {error.strerror}", ""
            rounds = {int(n) for n in ROUND.findall(text)}
            if not fault and (len(rounds) != 1 or not text.endswith("</html>\n")):
                fault = f"mixed: {sorted(rounds)}"
            elif not fault and min(rounds) < newest:
                fault = f"old: {min(rounds)} after {newest}"
            newest = max(newest, *rounds, 0)
            if fault or count % 500 == 0:
                os.write(out, f"{json.dumps([count, path, fault])}\n".encode())


def child(work: object) -> int:
    """Run something in a process of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def main(folder: Path, rounds: int, seed: int) -> None:
    """Build once, then kill and build in turn."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    conversion.POOL_FROM = render.SMALL = 4  # so that small projects use worker processes too
    conversion.cut = lambda items, _: cut(items, 2)
    minikit.project(folder, 6, seed)
    minikit.settings(folder, "دورة0")
    minikit.build(folder)
    (folder / "khulasa.toml").touch()
    began = time.monotonic()
    minikit.settings(folder, "دورة1")
    os.waitpid(child(lambda: minikit.build(folder, 2)), 0)
    usual = time.monotonic() - began
    wanted = re.compile(r"(ar|fa)/(index|method/index|archive/index)\.html")
    pages = [path for path in sorted(minikit.site(folder)) if wanted.fullmatch(path)]
    back, out = os.pipe()
    watching = child(lambda: reader(folder, pages, out))
    torn, killed = [], 0
    for number in range(2, rounds + 2):
        (folder / "seeds" / f"a{chance.randrange(8):02}.txt").write_text(minikit.text(chance), "utf-8")
        minikit.settings(folder, f"دورة{number}")
        pid = child(lambda: minikit.build(folder, 2))
        time.sleep(chance.random() * usual * 1.2)
        if os.waitpid(pid, os.WNOHANG)[0] == 0:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
            killed += 1
        for path in articles.walk(folder / "content"):
            try:
                articles.read_file(folder / "content", path)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                torn.append(f"{path}: {error}")
        usual = max(usual, 0.2)
    time.sleep(0.3)
    code, said = minikit.build(folder, 2)
    os.kill(watching, 9)
    os.close(out)
    rows = [json.loads(row) for row in os.fdopen(back, encoding="utf-8")]
    same = minikit.site(folder) == minikit.clean(folder, folder.with_name("clean"))
    left = sorted(f.name for f in folder.iterdir() if f.name.startswith(".output"))
    left += [f.name for f in (folder / "content").rglob("*.tmp")]
    found = {
        "killed": killed, "reads": max((r[0] for r in rows), default=0), "faults": [r for r in rows if r[2]][:5],
        "torn": torn, "code": code, "said": said, "same": same, "left": left,
    }  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
