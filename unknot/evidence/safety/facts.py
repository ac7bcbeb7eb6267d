"""Reading the safety rules: one file a sign, a red flag, a contraindication or a rule of plans."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

from unknot.errors import FactError
from unknot.evidence.load import folder, interventions, questionnaires, read_folder, resolve, studies
from unknot.evidence.schema.contraindication import Contraindication
from unknot.evidence.schema.intervention import Intervention
from unknot.evidence.schema.plan_rule import PlanRule
from unknot.evidence.schema.questionnaire import Questionnaire
from unknot.evidence.schema.red_flag import RedFlag
from unknot.evidence.schema.sign import Sign
from unknot.evidence.schema.study import Study

A_SIGN = ("a sign", "safety/signs")


def read_signs(directory: Traversable, known: Mapping[str, Questionnaire]) -> Mapping[str, Sign]:
    """All signs of a folder by name.

    Raises:
        FactError: If a file breaks the schema or names a questionnaire that is not known.
    """
    found = read_folder(Sign, directory)
    for name, sign in found.items():
        named = () if sign.questionnaire is None else (sign.questionnaire,)
        resolve(named, known, f"signs/{name}.toml", ("questionnaire", "a questionnaire", "questionnaires"))
        if sign.questionnaire is not None:
            _check_sum(sign, known[sign.questionnaire])
    return found


def read_red_flags(
    directory: Traversable, known: Mapping[str, Sign], cited: Mapping[str, Study]
) -> Mapping[str, RedFlag]:
    """All red flags of a folder by name.

    Raises:
        FactError: If a file breaks the schema or names a sign or a study that is not known.
    """
    found = read_folder(RedFlag, directory)
    for name, flag in found.items():
        resolve(flag.signs, known, f"red_flags/{name}.toml", ("all or any", *A_SIGN))
        resolve(flag.sources, cited, f"red_flags/{name}.toml", ("sources", "a study", "studies"))
    return found


def read_contraindications(
    directory: Traversable, known: Mapping[str, Sign], cited: Mapping[str, Study]
) -> Mapping[str, Contraindication]:
    """All contraindications of a folder by name.

    Raises:
        FactError: If a file breaks the schema or names a sign or a study that is not known.
    """
    found = read_folder(Contraindication, directory)
    for name, condition in found.items():
        named = () if condition.sign is None else (condition.sign,)
        resolve(named, known, f"contraindications/{name}.toml", ("sign", *A_SIGN))
        resolve(condition.sources, cited, f"contraindications/{name}.toml", ("sources", "a study", "studies"))
    return found


def read_plan_rules(
    directory: Traversable, known: Mapping[str, Intervention], cited: Mapping[str, Study]
) -> Mapping[str, PlanRule]:
    """All rules of plans of a folder by name.

    Raises:
        FactError: If a file breaks the schema or names an intervention or a study that is not known.
    """
    found = read_folder(PlanRule, directory)
    for name, rule in found.items():
        file = f"plan_rules/{name}.toml"
        resolve(rule.interventions, known, file, ("interventions", "an intervention", "interventions"))
        resolve(rule.sources, cited, file, ("sources", "a study", "studies"))
    return found


@cache
def signs() -> Mapping[str, Sign]:
    """Every sign by name."""
    return read_signs(_folder("signs"), questionnaires())


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """Every red flag by name."""
    return read_red_flags(_folder("red_flags"), signs(), studies())


@cache
def contraindications() -> Mapping[str, Contraindication]:
    """Every contraindication by name."""
    return read_contraindications(_folder("contraindications"), signs(), studies())


@cache
def plan_rules() -> Mapping[str, PlanRule]:
    """Every rule of plans by name."""
    return read_plan_rules(_folder("plan_rules"), interventions(), studies())


def _check_sum(sign: Sign, questionnaire: Questionnaire) -> None:
    parts = {part.name for part in questionnaire.subscales or ()}
    if questionnaire.scoring != "sum" or (sign.subscale is not None and sign.subscale not in parts):
        raise FactError(
            "A sign cannot be read off this score.",
            given=f"signs/{sign.name}.toml: {questionnaire.name} {sign.subscale or ''}".strip(),
            todo=f"Name a questionnaire that is summed, and of its parts one of {', '.join(sorted(parts)) or 'none'}.",
        )


def _folder(kind: str) -> Traversable:
    return folder("safety") / kind
