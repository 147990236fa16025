"""Checking XML against a grammar as it streams by: which elements and attributes stand where.

A grammar says less than a DTD or schema, which a document of any length can be held against without a tree: the
children of an element come in steps, each a set of names and how often one of them may occur.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from bialign.formats.xml_parser import Handler, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bialign.errors import FormatError
    from bialign.formats.reading import Input

MANY = -1
_XML = "http://www.w3.org/XML/1998/namespace "


def _set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@attrs.frozen
class Step:
    """A step of an element's children.

    Attributes:
        names: Local names that may stand here; ``"*"`` for any element of another namespace.
        least: How many have to stand here.
        most: How many may, or `MANY`.
    """

    names: frozenset[str] = attrs.field(converter=_set)
    least: int = 0
    most: int = MANY


@attrs.frozen
class Rule:
    """What an element may hold.

    Attributes:
        steps: Its children, in order.
        text: Whether it may hold text.
        required: Attributes that it needs.
        optional: Attributes that it may have.
        values: Patterns for the whole values of attributes.
        unique: An attribute that no two such elements in the grammar's scope may have the same value of.
        foreign: Whether it may have attributes of other namespaces.
        unchecked: Whether anything may stand in it.
    """

    steps: tuple[Step, ...] = ()
    text: bool = False
    required: frozenset[str] = attrs.field(converter=_set, default=frozenset())
    optional: frozenset[str] = attrs.field(converter=_set, default=frozenset())
    values: Mapping[str, str] = attrs.field(factory=dict)
    unique: str = ""
    foreign: bool = False
    unchecked: bool = False


@attrs.frozen
class Grammar:
    """The rules of a format.

    Attributes:
        root: The root element.
        namespace: The namespace of its elements; empty for none.
        scope: The element within which values are to be unique.
        rules: A rule for each element.
    """

    root: str
    namespace: str
    rules: Mapping[str, Rule]
    scope: str = ""


def check_grammar(source: Input, grammars: Sequence[Grammar]) -> Iterator[FormatError]:
    """Yield every break of a grammar's rules; what is not well-formed ends the checking.

    Args:
        source: The file; its own errors have to be skipped, since each break is one.
        grammars: The rules of a format's versions, all of one root element. The namespace of the file's root says
            which are meant; if it is another, there are none to break.
    """
    first = grammars[0]
    yield from parse_xml(source, _Checker(source, grammars), root=(first.root,), namespaces=bool(first.namespace))


@attrs.define
class _Open:
    """An element that is open: its rule, the step it is at and how many children that step has had."""

    name: str
    rule: Rule
    step: int = 0
    count: int = 0


class _Checker(Handler):
    """Holds the events of a file against the grammar of its root's namespace."""

    def __init__(self, source: Input, grammars: Sequence[Grammar]) -> None:
        super().__init__(source)
        self._grammars = {grammar.namespace: grammar for grammar in grammars}
        self._grammar: Grammar | None = None
        self._open: list[_Open] = []
        self._unchecked = 0
        self._seen: set[int] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if len(self._open) + self._unchecked >= self._source.limits.depth:
            raise self._too_deep()
        namespace, _, local = name.rpartition(" ")
        if not self._open and not self._unchecked:
            self._grammar = self._grammars.get(namespace)
        grammar = self._grammar
        ours = grammar is not None and namespace == grammar.namespace
        if self._open and not self._unchecked:
            self._enter(self._open[-1], local if ours else "*", local)
        if grammar is None or self._unchecked or not ours:
            self._unchecked += 1
            return
        rule = grammar.rules.get(local)
        if rule is None:
            self._break(f"There is no element <{local}> in the format.")
        elif not rule.unchecked:
            if local == grammar.scope:
                self._seen.clear()
            self._check_attributes(local, rule, attributes)
        if rule is None or rule.unchecked:
            self._unchecked += 1
            return
        self._open.append(_Open(local, rule))
        self.parser.CharacterDataHandler = None if rule.text else self._text

    def end(self, _name: str) -> None:
        """End an element."""
        if self._unchecked:
            self._unchecked -= 1
            return
        element = self._open.pop()
        for number, step in enumerate(element.rule.steps[element.step :]):
            if step.least > (0 if number else element.count):
                self._break(f"Expected {_names(step)} in <{element.name}>.")
        parent_takes_text = not self._open or self._open[-1].rule.text
        self.parser.CharacterDataHandler = None if parent_takes_text else self._text

    def _enter(self, parent: _Open, key: str, local: str) -> None:
        """Move the parent to the step where the child may stand."""
        steps = parent.rule.steps
        step, count = parent.step, parent.count
        while step < len(steps):
            if key in steps[step].names and count != steps[step].most:
                parent.step, parent.count = step, count + 1
                return
            if count < steps[step].least:
                self._break(f"Expected {_names(steps[step])} in <{parent.name}>, found <{local}>.")
                return
            step, count = step + 1, 0
        self._break(f"The element <{local}> may not stand here in <{parent.name}>.")

    def _check_attributes(self, local: str, rule: Rule, attributes: dict[str, str]) -> None:
        if rule.unique in attributes:
            key = hash((local, attributes[rule.unique]))
            if key in self._seen:
                self._break(f"An earlier <{local}> has the {rule.unique} {attributes[rule.unique][:40]!r}, too.")
            self._seen.add(key)
        named = {key.replace(_XML, "xml:"): value for key, value in attributes.items()}
        for name in sorted(rule.required - named.keys()):
            self._break(f"Expected the attribute {name} of <{local}>.")
        for name, value in named.items():
            if name not in rule.required and name not in rule.optional:
                if not (rule.foreign and (" " in name or name.startswith("xmlns"))):
                    self._break(f"There is no attribute {name.rpartition(' ')[2]} of <{local}> in the format.")
            elif name in rule.values and not re.fullmatch(rule.values[name], value):
                self._break(f"The attribute {name} of <{local}> cannot be {value[:40]!r}.")

    def _text(self, data: str) -> None:
        if not self._unchecked and data.strip(" \t\r\n"):
            self._break(f"There may be no text in <{self._open[-1].name}>, found {data.strip()[:30]!r}.")

    def _break(self, problem: str) -> None:
        self.items.append(self._error(problem))


def _names(step: Step) -> str:
    names = sorted(step.names - {"*"})
    return " or ".join(f"<{name}>" for name in names[:6])
