"""What the rows of a list are, as Cypher: the clauses from where a statement starts to the last MATCH."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_service.cypher import identifier, where_cypher
from graph_service.model.structure import SharedField
from graph_service.query.filters import Every
from graph_service.query.layout import Body, Row
from graph_service.query.lift import Anchor, lift
from graph_service.query.plan import AllOf, Along, PagePlan, Searched, SharedBy, TiesOf
from graph_service.query.predicates import Subject

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler


@dataclass(frozen=True)
class Matched:
    """The clauses that find the rows of a page, and what they bind.

    `where` holds what is still to be tested after the last MATCH; `distinct` names what must become unique. Where
    `labelled`, one step leads to nodes that must be read for their label, since others stand there too, or by an index.
    `kept` is the property of the rows that they are all found by, and have the same value of.
    """

    clauses: tuple[str, ...]
    where: tuple[str, ...]
    subject: Subject
    relationship: str | None = None
    distinct: bool = False
    anchored: bool = True
    closes: bool = False
    labelled: bool = False
    carried: tuple[str, ...] = ()
    kept: str | None = None

    @property
    def bound(self) -> str:
        """The variables that later clauses need."""
        names = [self.subject.variable, *self.subject.ends]
        if self.relationship and self.relationship not in names:
            names.append(self.relationship)
        names += self.carried
        return ", ".join(names)

    @property
    def counted(self) -> str:
        return self.subject.variable

    def text(self, more: tuple[str, ...] = ()) -> str:
        """The clauses with their tests and `more`."""
        return " ".join(self.clauses) + where_cypher((*self.where, *more))


@dataclass(frozen=True)
class Place:
    """Where a connection stands: the row and the body that it writes to, what it hangs below, and the labels that have
    it where others can stand there too."""

    row: Row
    body: Body
    parent: Subject | None = None
    guard: tuple[str, ...] = ()

    @property
    def imports(self) -> str:
        """What its blocks take from outside."""
        return ", ".join((self.parent.ends or (self.parent.variable,)) if self.parent else ())


class Matching:
    """Writes where the lists of one statement come from."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._names = compiler.names

    def match(self, page: PagePlan, place: Place) -> Matched:
        """The clauses that find the rows of a connection."""
        parent = place.parent
        match page.origin:
            case AllOf(_, labels):
                return self._all(page, labels)
            case Along():
                assert parent is not None
                return self._along(page, page.origin, parent, place.guard)
            case TiesOf():
                assert parent is not None
                return self._ties(page, page.origin, parent)
            case SharedBy(shared):
                assert parent is not None
                return self._shared(page, shared, parent)
            case Searched():
                raise AssertionError("a search has a compiler of its own")

    def _all(self, page: PagePlan, labels: tuple[str, ...]) -> Matched:
        variable = self._names.new("n")
        subject = Subject(variable, labels)
        model = self._compiler.model
        patterns = self._compiler.patterns
        lifted = lift(page.where, labels, model.few, model.about, patterns.is_live, patterns.kept_by)
        label = patterns.label_text(labels)
        if lifted.anchor is None:
            clauses: tuple[str, ...] = (f"MATCH ({variable}{label})",)
            tests: tuple[str, ...] = ()
        else:
            clauses, tests = self._anchored(lifted.anchor, variable)
        rest = self._compiler.predicates.text(lifted.rest, subject)
        distinct = lifted.anchor is not None and lifted.anchor.multiplies
        return Matched(
            clauses,
            (*tests, rest),
            subject,
            distinct=distinct,
            anchored=lifted.anchor is not None,
            labelled=lifted.kept is not None,
            kept=f"{variable}.{identifier(lifted.kept)}" if lifted.kept else None,
        )

    def _anchored(self, anchor: Anchor, variable: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clauses from the anchor back to the list, one MATCH a step; the last tests stay open."""
        predicates, patterns = self._compiler.predicates, self._compiler.patterns
        here = variable if not anchor.hops else self._names.new("n")
        label = patterns.label_text(anchor.labels)
        subject = Subject(here, anchor.labels)
        tests: list[str] = []
        if anchor.compare is not None and anchor.is_seek:
            parameter = self._compiler.parameters.operand(anchor.compare)
            clauses = [f"MATCH ({here}{label} {{{self._compiler.access.name(anchor.compare.stored)}: {parameter}}})"]
        else:
            clauses = [f"MATCH ({here}{label})"]
            if anchor.compare is not None:
                tests.append(predicates.comparison(anchor.compare, here))
        tests.append(predicates.text(anchor.rest, subject))
        for place, hop in enumerate(anchor.hops):
            clauses[-1] += where_cypher(tests)
            near = variable if place == len(anchor.hops) - 1 else self._names.new("n")
            steps, tests = patterns.back(here, hop.near, hop.link, near, self._names)
            clauses += steps
            tests.append(predicates.text(hop.rest, Subject(near, hop.near)))
            if hop.link.many and place < len(anchor.hops) - 1:
                clauses[-1] += where_cypher(tests) + f" WITH DISTINCT {near}"
                tests = []
            here = near
        return tuple(clauses), tuple(test for test in tests if test)

    def _along(self, page: PagePlan, origin: Along, parent: Subject, guard: tuple[str, ...]) -> Matched:
        variable = self._names.new("n")
        labels = guard or parent.labels
        link = origin.link
        named = page.names_relationship
        hop = self._compiler.patterns.listed(parent.variable, labels, link, variable, self._names, named=named)
        tests = list(hop.conditions)
        if guard:
            tests.append(f"{parent.variable}{self._compiler.patterns.label_text(guard)}")
        subject = Subject(variable, link.labels, relationship=hop.relationship)
        tests.append(self._compiler.predicates.text(page.where or Every(()), subject))
        distinct = hop.repeats or len(link.steps) > 1
        # Evidence on the edges asks of both ends.
        carried = (parent.variable,) if page.gives_evidence else ()
        return Matched(
            (f"MATCH {hop.pattern}",),
            tuple(tests),
            subject,
            hop.relationship,
            distinct,
            closes=hop.closes,
            labelled=not hop.pattern.endswith(f"({variable})"),
            carried=carried,
            kept=hop.kept,
        )

    def _ties(self, page: PagePlan, origin: TiesOf, parent: Subject) -> Matched:
        """Ties are stored once a pair, smaller id first: a pair inside is met once, one that touches up to twice."""
        member, tie = self._names.new("n"), self._names.new("r")
        patterns = self._compiler.patterns
        hop = patterns.listed(parent.variable, parent.labels, origin.members, member, self._names)
        start, end = f"{tie}a", f"{tie}b"
        subject = Subject(tie, (origin.tie.between,), (start, end))
        first = f"MATCH {hop.pattern}{where_cypher(hop.conditions)}"
        tests = (self._compiler.predicates.text(page.where or Every(()), subject),)
        if patterns.is_computed(origin.tie.relationship):
            clauses: tuple[str, ...] = (first, *self._live_ties(origin, parent, member, tie))
            return Matched(clauses, tests, subject, closes=True)
        type_, label = identifier(origin.tie.relationship.type), identifier(origin.tie.between)
        if origin.within:
            both = f"MATCH ({member})-[{tie}:{type_}]->({member}b:{label})"
            inside = self._inside(origin, parent, f"{member}b")
            clauses = (
                first,
                f"WITH DISTINCT {parent.variable}, {member}",
                both,
                f"WHERE {inside} WITH {tie}, {member} AS {start}, {member}b AS {end}",
            )
        else:
            clauses = (
                first,
                f"WITH DISTINCT {member} MATCH ({member})-[{tie}:{type_}]-(:{label})",
                f"WITH DISTINCT {tie}, startNode({tie}) AS {start}, endNode({tie}) AS {end}",
            )
        return Matched(clauses, tests, subject)

    def _inside(self, origin: TiesOf, parent: Subject, far: str) -> str:
        """That the other end of a tie lies here too."""
        patterns = self._compiler.patterns
        kept = patterns.listed(parent.variable, parent.labels, origin.members, far, self._names)
        if kept.kept is not None:
            return kept.conditions[0]
        back = patterns.towards(far, origin.members, parent.variable, parent.labels, self._names)
        return f"EXISTS {{ MATCH {back.pattern}{where_cypher(back.conditions)} }}"

    def _live_ties(self, origin: TiesOf, parent: Subject, member: str, tie: str) -> tuple[str, ...]:
        """The ties of members as of the day, each pair once though both of its ends may be met."""
        relationship, label = origin.tie.relationship, origin.tie.between
        pairs = self._compiler.patterns.live_pairs(member, relationship, label, tie, self._names)
        found = pairs.found
        if origin.within:
            found += f" AND {self._inside(origin, parent, pairs.other)}"
        return f"WITH DISTINCT {parent.variable}, {member}", f"{found}{pairs.merged}"

    def _shared(self, page: PagePlan, shared: SharedField, parent: Subject) -> Matched:
        variable = self._names.new("n")
        hop = self._compiler.patterns.shared(parent.ends, shared, variable, self._names)
        subject = Subject(variable, (shared.target,))
        tests = (*hop.conditions, self._compiler.predicates.text(page.where or Every(()), subject))
        return Matched((f"MATCH {hop.pattern}",), tests, subject, distinct=True)
