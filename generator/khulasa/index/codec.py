"""Records to JSON and back, by their declared types; and stamps: short hashes that differ when anything does."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

Decoder = Callable[[Any], Any]


def _plain(value: Any) -> Any:
    """What JSON does not know by itself: a record becomes the list of its fields, a day its ISO form."""
    if is_dataclass(value):
        return [getattr(value, name) for name in _names(value.__class__)]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no way to write a {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain).encode


def dumps(value: Any) -> str:
    """A record as compact JSON."""
    return _encode(value)


def loads(kind: Any, text: str | bytes) -> Any:
    """The record of a declared type from its JSON."""
    return decoder(kind)(json.loads(text))


def stamp(*parts: Any) -> str:
    """Twelve hex digits of everything given; equal parts, equal stamp."""
    text = _encode(parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _same(value: Any) -> Any:
    return value


@cache
def decoder(kind: Any) -> Decoder:
    """A function that makes a value of a type from plain JSON; TypeError for a type that no record here has."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, float, bool, type(None), Any) or origin is typing.Literal:
        return _same
    if origin in (typing.Union, types.UnionType):
        return _union(args)
    if origin is tuple:
        return _tuple(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        of = decoder(args[1])
        return lambda data: {k: of(v) for k, v in data.items()}
    raise TypeError(f"no way to read back a {kind!r}")


def _union(args: tuple[Any, ...]) -> Decoder:
    some = [decoder(a) for a in args if a is not type(None)]
    deep = [d for d in some if d is not _same]
    if not deep:
        return _same
    return lambda data: None if data is None else deep[0](data)


def _tuple(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        of = decoder(args[0])
        return tuple if of is _same else lambda data: tuple(map(of, data))
    each = tuple(decoder(a) for a in args)
    return lambda data: tuple(d(v) for d, v in zip(each, data, strict=True))


def _record(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    each: list[Decoder] = []

    def read(data: Any) -> Any:
        if not each:  # filled on first use, so that a record may hold itself
            each.extend(decoder(hints[f.name]) for f in fields(kind))
        return kind(*(d(v) for d, v in zip(each, data, strict=True)))

    return read
