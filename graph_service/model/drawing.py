"""Shapes of an SVG picture, as text: deterministic, with no tool and no font metrics but an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
INK, QUIET, PAPER = "#1d2433", "#5b6474", "#ffffff"


@dataclass(frozen=True)
class Colours:
    """A fill that dark text can be read on, and a line of the same hue."""

    fill: str
    line: str


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def edge_towards(self, x: float, y: float, gap: float = 0) -> tuple[float, float]:
        """Where the line from the middle to a point outside leaves the box, `gap` beyond its edge."""
        cx, cy = self.middle
        dx, dy = x - cx, y - cy
        scale = min(
            (self.width / 2 + gap) / abs(dx) if dx else float("inf"),
            (self.height / 2 + gap) / abs(dy) if dy else float("inf"),
        )
        return cx + dx * scale, cy + dy * scale


def text_width(text: str, size: float) -> float:
    """About as wide as `text` is in the widest of the fonts."""
    return len(text) * size * 0.64


def rect(box: Box, colours: Colours, *, radius: float = 6, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="{radius:g}" '
        f'fill="{colours.fill}" stroke="{colours.line}"{dash}/>'
    )


def text(
    x: float, y: float, content: str, size: float, *, anchor: str = "start", colour: str = INK, style: str = ""
) -> str:
    extra = f" {style}" if style else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"{extra}>'
        f"{escape(content, quote=False)}</text>"
    )


def arrow(path: str, colour: str, width: float, title: str = "", marker: str = "arrow") -> str:
    told = f"<title>{escape(title, quote=False)}</title>" if title else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        f'marker-end="url(#{marker})">{told}</path>'
    )


def document(width: float, height: float, title: str, parts: list[str]) -> str:
    """A whole picture; arrowheads take the colour of their line."""
    marker = (
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 9 5 0 9z" fill="context-stroke" '
        f'stroke="none"/></marker><marker id="plain" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="8" '
        f'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 9 5 0 9z" fill="{QUIET}"/>'
        "</marker></defs>"
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FONT}" role="img">'
    )
    ground = f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", marker, ground, *parts, "</svg>", ""])
