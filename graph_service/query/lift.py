"""The lift pass: a root list starts at its most selective condition instead of reading the whole label.

Before: `MATCH (n0:Institution) WHERE EXISTS { (n0)-[:SITED_IN]->(c) WHERE c.nuts3 = $p0 }`
After:  `MATCH (c:County {nuts3: $p0}) MATCH (c)<-[:SITED_IN]-(n0:Institution)`

Where nothing is known by an index, it starts at relatives of which there are few, or fewer: a county is asked once, not
once for each of its institutions, and communities are asked for their settlement rather than settlements for theirs.

Where the next nodes keep what is known of the start, they are the start: `MATCH (n0:Institution {countyNuts3: $p0})`.

Only conditions that all rows must meet can be lifted: never one below OR, NOT or `none`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from graph_service.model.structure import Kept, Link
from graph_service.query.filters import Compare, Condition, Every, OfLabel, Related, asks_edge, must_hold


@dataclass(frozen=True)
class LiftedHop:
    """One link on the way back from the anchor, and what its near end must meet."""

    link: Link
    near: tuple[str, ...]
    rest: Condition


@dataclass(frozen=True)
class Anchor:
    """Where a statement starts: a comparison on the far label, if one gives it; other conditions, and the way back.

    One that `is_kept` compares what its label keeps of a node that the caller's condition asked for.
    """

    compare: Compare | None
    labels: tuple[str, ...]
    rest: Condition
    hops: tuple[LiftedHop, ...] = ()
    is_kept: bool = False

    @property
    def is_seek(self) -> bool:
        """Whether the comparison is the equality of a unique property: then it stands in the node pattern."""
        return self.compare is not None and self.compare.operator.name == "eq" and self.compare.property.unique

    @property
    def multiplies(self) -> bool:
        """Whether the way back can meet the same node twice."""
        return any(hop.link.many or hop.link.is_parallel for hop in self.hops)


@dataclass(frozen=True)
class Lifted:
    """The start of a list, if any condition gives one, and what is left of its conditions."""

    anchor: Anchor | None
    rest: Condition

    @property
    def kept(self) -> str | None:
        """The stored property by which the list itself is found, kept of what the condition asks for."""
        here = self.anchor if self.anchor and not self.anchor.hops else None
        return here.compare.stored if here and here.is_kept and here.compare else None


def lift(
    condition: Condition | None,
    labels: tuple[str, ...],
    few: Collection[str] = (),
    about: About = lambda _: None,
    is_live: Callable[[Link], bool] = lambda _: False,
    kept_by: KeptBy = lambda _, __: None,
) -> Lifted:
    """The best start for a list of nodes with these labels. What the anchor states is gone from the rest.

    There are `few` nodes of some labels, and `about` so many of others. There is no way back over links that `is_live`
    says are computed. What nodes keep of where a link leads, `kept_by` says.
    """
    parts = must_hold(condition)
    starts = _Starts(frozenset(few), about).candidates(parts, labels)
    candidates = (c for c in starts if not any(is_live(hop.link) for hop in c[1].hops))
    found = sorted(candidates, key=lambda candidate: candidate[0])
    if not found:
        return Lifted(None, Every(parts))
    _, anchor, rest = found[0]
    return Lifted(_shortened(anchor, kept_by), Every(rest))


def _shortened(anchor: Anchor, kept_by: KeptBy) -> Anchor:
    """Starts as much later as the next nodes keep what is all that is asked of the anchor."""
    if anchor.compare is None or not anchor.is_seek or not anchor.hops or must_hold(anchor.rest):
        return anchor
    first, *others = anchor.hops
    kept = kept_by(first.link, first.near)
    if kept is None or kept.end != anchor.compare.stored:
        return anchor
    compare = replace(anchor.compare, stored=kept.start)
    return _shortened(Anchor(compare, first.near, first.rest, tuple(others), is_kept=True), kept_by)


Candidate = tuple[int, Anchor, tuple[Condition, ...]]
About = Callable[[Collection[str]], int | None]
KeptBy = Callable[[Link, tuple[str, ...]], Kept | None]
_FEW, _FEWER = 60, 80


@dataclass(frozen=True)
class _Starts:
    """Ways to start, with a rank: unique before indexed, equality before a list, near before far; last few nodes, then
    fewer."""

    few: frozenset[str]
    about: About

    def candidates(self, parts: tuple[Condition, ...], labels: tuple[str, ...], depth: int = 0) -> Iterator[Candidate]:
        for place, part in enumerate(parts):
            others = parts[:place] + parts[place + 1 :]
            if isinstance(part, Compare):
                rank = _rank(part)
                # A plain index on the list's own label is the database's own choice: nothing to lift.
                if rank is not None and (depth > 0 or part.property.unique):
                    yield rank + depth, Anchor(part, labels, Every(others)), () if depth == 0 else others
            elif isinstance(part, Related) and (link := _liftable(part)) is not None:
                yield from self._through(link, part.part, others, labels, depth)

    def _through(
        self, link: Link, part: Condition, others: tuple[Condition, ...], labels: tuple[str, ...], depth: int
    ) -> Iterator[Candidate]:
        hop = LiftedHop(link, labels, Every(() if depth == 0 else others))
        far, parts = _narrowed(link.labels, must_hold(part))
        for rank, anchor, _ in self.candidates(parts, far, depth + 1):
            yield rank, replace(anchor, hops=(*anchor.hops, hop)), others
        if self.few.issuperset(far):
            yield _FEW + depth, Anchor(None, far, Every(parts), (hop,)), others
        elif self._are_fewer(far, labels):
            yield _FEWER + depth, Anchor(None, far, Every(parts), (hop,)), others

    def _are_fewer(self, far: tuple[str, ...], near: tuple[str, ...]) -> bool:
        number, than = self.about(far), self.about(near)
        return number is not None and than is not None and number < than


def _narrowed(labels: tuple[str, ...], parts: tuple[Condition, ...]) -> tuple[tuple[str, ...], tuple[Condition, ...]]:
    """The one label that a condition asks for, and what it asks of it beside the others; else what was given."""
    for place, part in enumerate(parts):
        if isinstance(part, OfLabel):
            return (part.label,), (*parts[:place], *must_hold(part.part), *parts[place + 1 :])
    return labels, parts


def _liftable(part: Related) -> Link | None:
    """The link of a condition that a statement can start behind. One that asks of its relationship is left: the way
    back does not name it."""
    link = part.link
    if not isinstance(link, Link) or part.quantifier != "some" or asks_edge(part.part):
        return None
    return None if link.latest or link.only else link


def _rank(compare: Compare) -> int | None:
    known = compare.property.unique or compare.property.index
    if compare.folded or not known or compare.operator.name not in ("eq", "in"):
        return None
    return (0 if compare.property.unique else 20) + (0 if compare.operator.name == "eq" else 10)
