"""The collector of cycles while articles are read."""

import gc

from khulasa import pipeline
from khulasa.bench.articles import articles
from khulasa.chains import STANDARD
from khulasa.collector import SELDOM, looking_seldom
from khulasa.content.authority import Authority
from khulasa.model import Source


def test_reading_leaves_no_cycles():
    """What was made for an article goes when the article goes, without the collector: memory stays flat."""
    texts, nobody = articles(6, "ar") + articles(6, "fa"), Authority()
    for text in texts:
        pipeline.digest(Source("a.txt", "", text, "utf-8"), nobody, STANDARD)
    gc.collect()
    gc.disable()
    try:
        for text in texts:
            pipeline.digest(Source("a.txt", "", text, "utf-8"), nobody, STANDARD)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_collector_is_as_before():
    """Whoever calls has the collector afterwards as it was, also after an error."""
    before = gc.get_threshold()
    try:
        with looking_seldom():
            assert gc.get_threshold()[0] == SELDOM
            raise ValueError
    except ValueError:
        pass
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
