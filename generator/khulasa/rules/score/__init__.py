"""Which sentences make the digest of an article, and why."""

from khulasa.rules.score.choose import Budget, choose

__all__ = ["Budget", "choose"]
