"""Draws the model: the subjects with their labels in a ring and how much binds them, then a panel a subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from graph_service.model.drawing import INK, QUIET, Box, Colours, arrow, document, rect, text, text_width
from graph_service.model.outline import Arrow, Subject, subjects
from graph_service.model.structure import Model, NodeType

_WIDTH = 1560.0
_RING = (_WIDTH / 2, 505.0, 600.0, 350.0)  # centre and half axes
_TOP = 985.0  # where the panels begin
_COLUMNS, _GAP = 3, 24.0
_CARD = 292.0
_PALETTE = (
    Colours("#e4f1e4", "#2f7d3b"),
    Colours("#dfeafb", "#2458a6"),
    Colours("#fdeadb", "#b3561a"),
    Colours("#f9e3ec", "#a82c61"),
    Colours("#ece6fa", "#5f3fb0"),
    Colours("#fdf3cf", "#8a6a00"),
    Colours("#d9f1f1", "#0d6f73"),
    Colours("#f1e7dd", "#7a4a22"),
    Colours("#e9ebef", "#4a5364"),
)


@dataclass(frozen=True)
class _Scheme:
    """The colours of subjects, and of every type by its subject."""

    of_subject: dict[str, Colours]
    of_type: dict[str, Colours]
    abstract: frozenset[str]


def diagram(model: Model) -> str:
    """The picture of the whole model as SVG."""
    shown = subjects(model)
    colours = {subject.name: _PALETTE[place % len(_PALETTE)] for place, subject in enumerate(shown)}
    scheme = _Scheme(
        colours,
        {t.name: colours[subject.name] for subject in shown for t in subject.types},
        frozenset(t.name for t in model.interfaces),
    )
    panels, height = _panels(shown, scheme)
    return document(_WIDTH, height, "The model of the graph", [*_heading(model), *_ring(shown, scheme), *panels])


def _heading(model: Model) -> list[str]:
    types = len(model.relationship_ends)
    return [
        text(_GAP, 42, "The graph of the programme", 26, style='font-weight="bold"'),
        text(
            _GAP,
            68,
            f"{len(model.labels)} labels by subject, {types} relationship types. A number on a line counts the "
            "relationship types that lead from one subject to the other.",
            14,
            colour=QUIET,
        ),
        text(
            _GAP,
            _TOP - 22,
            "Below: the relationships of each subject as they start. Dashed boxes are interfaces, which several labels "
            "share. At the arrowhead: 1 exactly one, 0–1 at most one, * any number.",
            14,
            colour=QUIET,
        ),
    ]


# The ring


def _ring(shown: Sequence[Subject], scheme: _Scheme) -> list[str]:
    cards = {subject.name: _card_box(subject, place, len(shown)) for place, subject in enumerate(shown)}
    subject_of = {t.name: subject.name for subject in shown for t in subject.types}
    lines: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject in shown:
        for found in subject.arrows:
            for target in found.targets:
                if subject_of.get(target, subject.name) != subject.name:
                    lines[subject.name, subject_of[target]].add(found.type)
    parts: list[str] = []
    badges: list[str] = []
    for (one, other), types in sorted(lines.items()):
        line, badge = _bond(cards[one], cards[other], scheme.of_subject[one], sorted(types), one, other)
        parts.append(line)
        badges += badge
    for subject in shown:
        parts += _card(subject, cards[subject.name], scheme)
    return parts + badges


def _card_box(subject: Subject, place: int, count: int) -> Box:
    cx, cy, rx, ry = _RING
    angle = 2 * pi * place / count - pi / 2
    height = 44 + 30 * len(_chip_rows([t for t in subject.types if not t.abstract], _CARD))
    return Box(round(cx + rx * cos(angle) - _CARD / 2), round(cy + ry * sin(angle) - height / 2), _CARD, height)


def _card(subject: Subject, box: Box, scheme: _Scheme) -> list[str]:
    colours = scheme.of_subject[subject.name]
    parts = [
        rect(box, Colours("#ffffff", colours.line), radius=10),
        text(box.x + 14, box.y + 25, subject.title, 16, colour=colours.line, style='font-weight="bold"'),
    ]
    return parts + _chips([t for t in subject.types if not t.abstract], box.x, box.y + 38, box.width, colours)


def _bond(
    one: Box, other: Box, colours: Colours, types: Sequence[str], source: str, target: str
) -> tuple[str, list[str]]:
    """A curve through the ring, bent to its left so that the way back does not lie on it."""
    (ax, ay), (bx, by) = one.middle, other.middle
    cx, cy, _, _ = _RING
    mx, my = (ax + bx) / 2, (ay + by) / 2
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1)
    bend = 26
    kx = mx + (cx - mx) * 0.38 - (by - ay) / length * bend
    ky = my + (cy - my) * 0.38 + (bx - ax) / length * bend
    sx, sy = one.edge_towards(kx, ky, 2)
    ex, ey = other.edge_towards(kx, ky, 5)
    path = f"M{sx:.0f} {sy:.0f}Q{kx:.0f} {ky:.0f} {ex:.0f} {ey:.0f}"
    title = f"{source} to {target}: {', '.join(types)}"
    px, py = _on_curve((sx, sy), (kx, ky), (ex, ey), 0.3)
    badge = [
        f'<circle cx="{px:.0f}" cy="{py:.0f}" r="10" fill="#ffffff" stroke="{colours.line}"/>',
        text(round(px), round(py) + 4, str(len(types)), 12, anchor="middle", colour=colours.line),
    ]
    return arrow(path, colours.line, 1.2 + 0.5 * min(len(types), 6), title), badge


def _on_curve(a: tuple[float, float], k: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
    one, two, three = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return one * a[0] + two * k[0] + three * b[0], one * a[1] + two * k[1] + three * b[1]


# Chips: the boxes of labels


def _chip_width(name: str) -> float:
    return round(text_width(name, 12) + 16)


def _chip_rows(types: Sequence[NodeType], width: float) -> list[list[NodeType]]:
    rows: list[list[NodeType]] = [[]]
    used = 0.0
    for node in types:
        wide = _chip_width(node.name) + 6
        if rows[-1] and used + wide > width - 22:
            rows.append([])
            used = 0.0
        rows[-1].append(node)
        used += wide
    return rows


def _chips(types: Sequence[NodeType], x: float, y: float, width: float, colours: Colours) -> list[str]:
    parts: list[str] = []
    for row, line in enumerate(_chip_rows(types, width)):
        at = x + 12
        for node in line:
            box = Box(at, y + row * 30, _chip_width(node.name), 24)
            parts += _chip(box, node.name, colours, dashed=node.abstract)
            at += box.width + 6
    return parts


def _chip(box: Box, name: str, colours: Colours, *, dashed: bool = False) -> list[str]:
    return [
        rect(box, colours, radius=5, dashed=dashed),
        text(box.x + box.width / 2, box.y + 16.5, name, 12, anchor="middle"),
    ]


# The panels


def _panels(shown: Sequence[Subject], scheme: _Scheme) -> tuple[list[str], float]:
    """One panel a subject, each put under the shortest column; and the height of it all."""
    width = (_WIDTH - _GAP * (_COLUMNS + 1)) / _COLUMNS
    bottoms = [_TOP] * _COLUMNS
    parts: list[str] = []
    for subject in shown:
        column = bottoms.index(min(bottoms))
        box = Box(_GAP + column * (width + _GAP), bottoms[column], width, _panel_height(subject, width))
        parts += _panel(subject, box, scheme)
        bottoms[column] += box.height + _GAP
    return parts, max(bottoms)


def _panel_height(subject: Subject, width: float) -> float:
    lines = sum(len(found.targets) for found in subject.arrows)
    return 46 + 30 * len(_chip_rows(subject.types, width)) + 12 + 30 * lines + 10


def _panel(subject: Subject, box: Box, scheme: _Scheme) -> list[str]:
    colours = scheme.of_subject[subject.name]
    parts = [
        rect(box, Colours("#ffffff", colours.line), radius=10),
        text(box.x + 14, box.y + 27, subject.title, 17, colour=colours.line, style='font-weight="bold"'),
        *_chips(subject.types, box.x, box.y + 42, box.width, colours),
    ]
    y = box.y + 46 + 30 * len(_chip_rows(subject.types, box.width)) + 12
    parts.append(
        f'<path d="M{box.x + 12:g} {y - 8:g}h{box.width - 24:g}" stroke="{colours.line}" stroke-opacity=".35"/>'
    )
    for found in subject.arrows:
        parts += _row(found, box, y, scheme)
        y += 30 * len(found.targets)
    return parts


def _row(found: Arrow, panel: Box, y: float, scheme: _Scheme) -> list[str]:
    """Source, an arrow with the relationship type, and one box a target."""
    own = scheme.of_type[found.source]
    source = Box(panel.x + 12, y, _chip_width(found.source), 24)
    right = panel.x + panel.width - 12
    parts = _chip(source, found.source, own, dashed=found.source in scheme.abstract)
    start, middle = source.x + source.width + 3, y + 12
    for place, target in enumerate(found.targets):
        wide = _chip_width(target)
        box = Box(right - wide, y + place * 30, wide, 24)
        level = y + place * 30 + 12
        turn = start + 8
        bent = f"H{turn:g}V{level:g}" if place else ""
        parts.append(arrow(f"M{start:g} {middle:g}{bent}H{box.x - 3:g}", QUIET, 1.2, marker="plain"))
        parts += _chip(box, target, scheme.of_type.get(target, own), dashed=target in scheme.abstract)
        parts.append(text(box.x - 12, level - 4, _LEADS_TO[found.link.card], 10, anchor="end", colour=QUIET))
    room = right - _chip_width(found.targets[0]) - 26 - (start + 12)
    size = 11 if text_width(found.type, 11) <= room else 9.5
    parts.append(text(start + 12, middle - 4, found.type, size, colour=INK))
    return parts


_LEADS_TO = {"one": "1", "optional": "0–1", "many": "*"}
