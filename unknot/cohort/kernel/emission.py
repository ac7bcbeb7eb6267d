"""From a program to the text of an LLVM module with one function, `run`.

The function goes through people a few at a time. For each few it works out once what they keep, then goes through all
steps with their states in registers or on the stack, and reads them where it is told to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import ir

from unknot.cohort.kernel.graph import Place, Varies
from unknot.cohort.kernel.noise_code import four_normals
from unknot.cohort.kernel.program import DRAW, NORMAL, STATE, Program
from unknot.cohort.kernel.random_numbers import MASK, tag
from unknot.cohort.kernel.vector_code import DOUBLE, LONG, VectorCode

ARGUMENTS = ("draws", "states", "table", "until", "reads", "out", "person", "blocks", "low_key", "high_key")
_POINTERS = {"draws": DOUBLE, "states": DOUBLE, "table": DOUBLE, "until": LONG, "out": DOUBLE}
_TOGETHER = 4


def module_of(program: Program, lanes: int) -> str:
    """The text of the module, for so many persons at once."""
    return _Emission(program, lanes).text()


class _Emission:
    def __init__(self, program: Program, lanes: int) -> None:
        self.program, self.lanes = program, lanes
        self.module = ir.Module("cohort")
        kinds = [ir.PointerType(_POINTERS[name]) if name in _POINTERS else LONG for name in ARGUMENTS]
        self.function = ir.Function(self.module, ir.FunctionType(ir.VoidType(), kinds), "run")
        self.given: dict[str, Any] = dict(zip(ARGUMENTS, self.function.args, strict=True))
        for name in _POINTERS:
            self.given[name].add_attribute("noalias")
        self.builder = ir.IRBuilder(self.function.append_basic_block("entry"))
        self.code = VectorCode(self.builder, lanes)
        self.kept: dict[Place, Any] = {}

    def text(self) -> str:
        b = self.builder
        slots = [b.alloca(self.code.real) for _ in self.program.states]
        buffer = b.alloca(self.code.real, size=max(1, _TOGETHER * len(self.program.normals)))
        step = b.alloca(LONG)
        with self._loop(self.given["blocks"]) as block:
            person = b.add(self.given["person"], b.mul(block, LONG(self.lanes)))
            self._keep(block)
            self._begin(block, slots)
            b.store(LONG(0), step)
            with self._loop(self.given["reads"]) as read:
                last = b.load(b.gep(self.given["until"], [read]))
                self._steps(step, last, slots, buffer, person)
                self._read(block, read, slots)
            self._save(block, slots)
        b.ret_void()
        return str(self.module)

    def _loop(self, count: Any) -> _Loop:
        return _Loop(self.builder, self.function, count)

    def _row(self, name: str, row: Any, width: int, column: int) -> Any:
        """Where the numbers of a few persons stand in an array of rows."""
        b = self.builder
        place = b.mul(b.add(b.mul(row, LONG(width)), LONG(column)), LONG(self.lanes))
        pointer = b.gep(self.given[name], [place])
        return b.bitcast(pointer, ir.PointerType(self.code.real))

    def _keep(self, block: Any) -> None:
        """What a person keeps: draws, states that never change, and all that is made of them alone."""
        self.kept = {}
        graph = self.program.graph
        loaded = {state.name: i for i, state in enumerate(self.program.states)}
        for place in graph.needed(self._roots()):
            node = graph.nodes[place]
            if node.varies not in (Varies.NOT, Varies.BY_PERSON):
                continue
            if node.name.startswith(DRAW):
                column = self.program.draws.index(node.name.removeprefix(DRAW))
                pointer = self._row("draws", block, len(self.program.draws), column)
                self.kept[place] = self.builder.load(pointer, align=8)
            elif node.name.startswith(STATE):
                column = loaded[node.name.removeprefix(STATE)]
                self.kept[place] = self.builder.load(self._row("states", block, len(loaded), column), align=8)
            else:
                self.kept[place] = self._made(place, self.kept)

    def _roots(self) -> list[Place]:
        roots = [*self.program.reads.values()]
        for state in self.program.states:
            roots += [state.before, state.after] + ([] if state.start is None else [state.start])
        return roots

    def _made(self, place: Place, values: dict[Place, Any]) -> Any:
        node = self.program.graph.nodes[place]
        if node.operation == "constant":
            return self.code.number(node.value)
        return self.code.apply(node.operation, [values[one] for one in node.arguments])

    def _begin(self, block: Any, slots: Sequence[Any]) -> None:
        for column, (state, slot) in enumerate(zip(self.program.states, slots, strict=True)):
            if state.start is not None:
                first = self.kept[state.start]
            else:
                first = self.builder.load(self._row("states", block, len(slots), column), align=8)
            self.builder.store(first, slot)

    def _save(self, block: Any, slots: Sequence[Any]) -> None:
        for column, slot in enumerate(slots):
            pointer = self._row("states", block, len(slots), column)
            self.builder.store(self.builder.load(slot), pointer, align=8)

    def _steps(self, step: Any, last: Any, slots: Sequence[Any], buffer: Any, person: Any) -> None:
        """All steps up to the next reading."""
        b = self.builder
        head, body, end = (self.function.append_basic_block(name) for name in ("steps", "step", "read"))
        b.branch(head)
        b.position_at_end(head)
        now = b.load(step)
        b.cbranch(b.icmp_unsigned("<", now, last), body, end)
        b.position_at_end(body)
        within = b.and_(now, LONG(_TOGETHER - 1))
        if self.program.normals:
            with b.if_then(b.icmp_unsigned("==", within, LONG(0))):
                self._draw(b.lshr(now, LONG(2)), buffer, person)
        values = self._before(slots)
        for row, name in enumerate(self.program.normals):
            place = self.program.graph.given(NORMAL + name, Varies.BY_BOTH)
            values[place] = b.load(b.gep(buffer, [b.add(within, LONG(row * _TOGETHER))]))
        self._columns(now, values)
        after = [state.after for state in self.program.states]
        self._make(after, values)
        for place, slot in zip(after, slots, strict=True):
            b.store(values[place], slot)
        b.store(b.add(now, LONG(1)), step)
        b.branch(head)
        b.position_at_end(end)

    def _before(self, slots: Sequence[Any]) -> dict[Place, Any]:
        values = dict(self.kept)
        for state, slot in zip(self.program.states, slots, strict=True):
            if state.before not in values:
                values[state.before] = self.builder.load(slot)
        return values

    def _columns(self, now: Any, values: dict[Place, Any]) -> None:
        b, width = self.builder, len(self.program.columns)
        for column, place in enumerate(self.program.columns):
            at = b.add(b.mul(now, LONG(width)), LONG(column))
            value = self.code.spread(b.load(b.gep(self.given["table"], [at])))
            truth = self.program.graph.nodes[place].logical
            values[place] = self.code.apply("ne", [value, self.code.number(0.0)]) if truth else value

    def _make(self, roots: Sequence[Place], values: dict[Place, Any]) -> None:
        for place in self.program.graph.needed(roots):
            if place not in values and self.program.graph.nodes[place].varies == Varies.BY_BOTH:
                values[place] = self._made(place, values)

    def _draw(self, group: Any, buffer: Any, person: Any) -> None:
        b, code = self.builder, self.code
        lanes = ir.Constant(code.whole, list(range(self.lanes)))
        everyone = b.add(code.spread(person), lanes)
        low, high = b.and_(everyone, code.bits(MASK)), b.lshr(everyone, code.bits(32))
        key = code.spread(self.given["low_key"]), code.spread(self.given["high_key"])
        for row, name in enumerate(self.program.normals):
            counter = (low, code.spread(group), code.bits(tag(name)), high)
            for place, normal in enumerate(four_normals(code, counter, key)):
                b.store(normal, b.gep(buffer, [LONG(row * _TOGETHER + place)]))

    def _read(self, block: Any, read: Any, slots: Sequence[Any]) -> None:
        b = self.builder
        values = self._before(slots)
        self._make(list(self.program.reads.values()), values)
        row = b.add(b.mul(block, self.given["reads"]), read)
        for column, place in enumerate(self.program.reads.values()):
            b.store(values[place], self._row("out", row, len(self.program.reads), column), align=8)


class _Loop:
    """A loop over 0 to count - 1; gives the counter."""

    def __init__(self, builder: ir.IRBuilder, function: ir.Function, count: Any) -> None:
        self.builder, self.count = builder, count
        self.before = builder.block
        self.head = function.append_basic_block("next")
        self.body = function.append_basic_block("inside")
        self.end = function.append_basic_block("done")

    def __enter__(self) -> Any:
        b = self.builder
        b.branch(self.head)
        b.position_at_end(self.head)
        self.counter = b.phi(LONG)
        self.counter.add_incoming(LONG(0), self.before)
        b.cbranch(b.icmp_unsigned("<", self.counter, self.count), self.body, self.end)
        b.position_at_end(self.body)
        return self.counter

    def __exit__(self, *_: object) -> None:
        b = self.builder
        self.counter.add_incoming(b.add(self.counter, LONG(1)), b.block)
        b.branch(self.head)
        b.position_at_end(self.end)
