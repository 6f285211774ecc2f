"""HTML from Python values, safe by construction: text is escaped, only `Markup` is not."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeAlias


class Markup(str):
    """Text that is HTML already; only `tag` and `join` make it."""

    __slots__ = ()


Child: TypeAlias = "str | int | Sequence[Child] | None"
_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """An element; `class_` is `class`, `data_x` is `data-x`, None and False leave an attribute out.

    >>> tag("a", "R & D", href="/x?a=1&b=2")
    '<a href="/x?a=1&amp;b=2">R &amp; D</a>'
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(start if name in _VOID else f"{start}{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """`children` one after the other."""
    return Markup("".join(_text(child) for child in children))


def _text(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str | int):
        return escape(str(child), quote=False)
    return join(*child)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'
