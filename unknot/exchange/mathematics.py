"""From formulas to libSBML's syntax trees, every bare number with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from unknot.errors import ModelError
from unknot.exchange.dimension import ALIKE, PLAIN, RELATIONS, shared_unit
from unknot.exchange.expression import TIME, Apply, Choice, Expression, Name, Number
from unknot.exchange.library import done, libsbml
from unknot.exchange.unit_names import unit_id
from unknot.units import Unit

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "add": "AST_PLUS",
        "sub": "AST_MINUS",
        "mul": "AST_TIMES",
        "div": "AST_DIVIDE",
        "neg": "AST_MINUS",
        "pow": "AST_POWER",
        "exp": "AST_FUNCTION_EXP",
        "ln": "AST_FUNCTION_LN",
        "max": "AST_FUNCTION_MAX",
        "min": "AST_FUNCTION_MIN",
        "abs": "AST_FUNCTION_ABS",
        "floor": "AST_FUNCTION_FLOOR",
        "ceil": "AST_FUNCTION_CEILING",
        "sin": "AST_FUNCTION_SIN",
        "cos": "AST_FUNCTION_COS",
        "tan": "AST_FUNCTION_TAN",
        "asin": "AST_FUNCTION_ARCSIN",
        "acos": "AST_FUNCTION_ARCCOS",
        "atan": "AST_FUNCTION_ARCTAN",
        "sinh": "AST_FUNCTION_SINH",
        "cosh": "AST_FUNCTION_COSH",
        "tanh": "AST_FUNCTION_TANH",
        "gt": "AST_RELATIONAL_GT",
        "ge": "AST_RELATIONAL_GEQ",
        "lt": "AST_RELATIONAL_LT",
        "le": "AST_RELATIONAL_LEQ",
        "eq": "AST_RELATIONAL_EQ",
        "ne": "AST_RELATIONAL_NEQ",
        "and": "AST_LOGICAL_AND",
        "or": "AST_LOGICAL_OR",
        "not": "AST_LOGICAL_NOT",
        "xor": "AST_LOGICAL_XOR",
    }
)


def tree(formula: Expression, known: Mapping[str, Unit], unit: Unit | None) -> Any:
    """A formula as a syntax tree.

    Args:
        formula: The formula.
        known: Units by id.
        unit: The unit it must have, which a bare number is given; of no dimension where nothing says it.
    """
    library = libsbml()
    match formula:
        case Number(value):
            node = library.ASTNode(library.AST_REAL)
            done(node.setValue(value))
            done(node.setUnits(unit_id(unit or PLAIN)))
            return node
        case Name(key):
            node = library.ASTNode(library.AST_NAME_TIME if key == TIME else library.AST_NAME)
            done(node.setName(key))
            return node
        case Choice(condition, holds, fails):
            unit = unit or shared_unit((holds, fails), known)
            branches = [(holds, unit), (condition, None), (fails, unit)]
            return _node(library.AST_FUNCTION_PIECEWISE, [tree(one, known, of) for one, of in branches])
        case Apply("sqrt", (square,)):
            return _node(library.AST_POWER, [tree(square, known, None), tree(Number(0.5), known, None)])
        case Apply(operation, arguments):
            if operation not in _TYPES:
                raise ModelError("SBML has no such operation.", given=repr(operation))
            if operation in RELATIONS or (operation in ALIKE and unit is None):
                unit = shared_unit(arguments, known)
            elif operation not in ALIKE:
                unit = None
            return _node(getattr(library, _TYPES[operation]), [tree(one, known, unit) for one in arguments])


def _node(kind: int, parts: list[Any]) -> Any:
    node = libsbml().ASTNode(kind)
    for part in parts:
        done(node.addChild(part))
    return node
