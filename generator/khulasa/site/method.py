"""The method page: every rule of the program with its explanation, from the code."""

from __future__ import annotations

import inspect
import itertools
from functools import cache

from khulasa import chains, fingerprint
from khulasa.index.codec import stamp
from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.views import ChainView, MethodView, RuleView, Text


def view(desk: Desk) -> MethodView:
    """All chains in order; a rule that the project switches off is shown as such."""
    about = _explanations()
    made = []
    for name, rules in chains.STANDARD:
        key = f"chain:{name}"
        label = desk.words.one(key)
        shown = tuple(
            RuleView(
                name=rule.__name__,
                label=desk.words.rule_label(rule.__name__),
                explanation=explanation(desk, rule),
                enabled=rule.__name__ not in desk.settings.rules_off,
            )
            for rule in rules
        )
        label = name.replace("_", " ").capitalize() if label == key else label
        said = _said(desk, f"{key}:about", about.get(name, ""))
        made.append(ChainView(name, label, said, shown, of_chain(name)))
    return MethodView(tuple(made))


def explanation(desk: Desk, rule: chains.AnyRule) -> Text:
    """What a rule does, in the words of the edition (key ``explain:<name>``); without them in those of the code."""
    return _said(desk, f"explain:{rule.__name__}", chains.explanation(rule))


def _said(desk: Desk, key: str, code: str) -> Text:
    words = desk.words.one(key)
    return d.text(code, "en") if words == key else d.text(words, desk.edition)


@cache
def of_chain(name: str) -> str:
    """The fingerprint of a chain, taken once: what runs in this process is what was there when it began."""
    return fingerprint.of_rules(getattr(chains.STANDARD, name))


def rules_stamp(off: tuple[str, ...]) -> str:
    """Stamp of all that the method page says of the rules."""
    said = [
        (name, of_chain(name), [(rule.__name__, chains.explanation(rule)) for rule in rules])
        for name, rules in chains.STANDARD
    ]
    return stamp(said, sorted(off), _explanations())


def _explanations() -> dict[str, str]:
    """What each chain is for: the line under its field in ``Chains``."""
    lines = [line.strip() for line in inspect.getsource(chains.Chains).splitlines()]
    found: dict[str, str] = {}
    for line, after in itertools.pairwise(lines):
        name, colon, _ = line.partition(": tuple[AnyRule")
        if colon and after.startswith('"""'):
            found[name] = after.strip('"').partition(" (``")[0]
    return found
