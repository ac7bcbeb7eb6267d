"""From what is known about a client and what they wish to the few plans worth talking about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unknot.inference.diary_model import PAIN
from unknot.inference.posterior import Posterior
from unknot.inference.together import Together
from unknot.planning import safety as rules
from unknot.planning.as_now import carried_on, everything_else, first_day_for_a_session
from unknot.planning.candidates import lengths, schedules, ways_to_practise
from unknot.planning.effect import Values
from unknot.planning.outcome import Outcome, outcome_of
from unknot.planning.outlook import Outlook, look_ahead
from unknot.planning.regimen import Regimen, Sessions
from unknot.planning.rollout import averages, relief_of_practices, relief_of_sessions
from unknot.planning.safety import Safety
from unknot.planning.search import Candidates, Space, try_all
from unknot.planning.shortlist import shortlist
from unknot.planning.wishes import Wishes

DRAWS, FRESH_DRAWS = 400, 2000
USUAL_TREATMENT = "massage"
NOTHING, AS_NOW, PLANNED = "do nothing", "carry on as now", "plan"


@dataclass(frozen=True)
class Option:
    """One way to go on: `kind` is "plan", "do nothing" or "carry on as now"."""

    kind: str
    regimen: Regimen
    outcome: Outcome


@dataclass(frozen=True)
class Plan:
    """The options for one client.

    Attributes:
        wishes: What they were made for.
        safety: What they keep to.
        outlook: The futures that the numbers come from; they played no part in choosing.
        treatment: The treatment of the sessions.
        options: Plans, best by the client's own weights first, then "do nothing" and "carry on as now".
        tried: How many regimens were tried.
        benefit: The chance that a session is worth one.
        left_out: Practices that were wished for and are not expected to help.
        not_asked_for: Treatments of the diary that Unknot holds no facts about and that nobody asked for by name.
        usable_sessions: Sessions in the diary with an answer on pain in the week after.
        goal_out_of_reach: Whether nothing reaches the least chance that was wished for.
        together: What is known without and with other clients, where their relief counts for the futures.
    """

    wishes: Wishes
    safety: Safety
    outlook: Outlook
    treatment: str
    options: tuple[Option, ...]
    tried: int
    benefit: float
    left_out: tuple[str, ...]
    not_asked_for: tuple[str, ...]
    usable_sessions: int
    goal_out_of_reach: bool
    together: Together | None = None

    @property
    def own(self) -> Posterior:
        """What the client's own diary says alone."""
        return self.outlook.posterior if self.together is None else self.together.own

    @property
    def trustworthy(self) -> bool:
        """Whether every fit behind it passed its checks."""
        return self.own.check.trustworthy and self.outlook.posterior.check.trustworthy

    @property
    def supported(self) -> bool:
        """Whether the diary says enough about this client's own relief, by the rule on enough data."""
        enough = self.usable_sessions >= rules.rule("enough_data").limit("least_sessions")
        return enough and self.own.check.trustworthy

    @property
    def best(self) -> Option | None:
        """The plan that is best by the client's own weights; None where there is none."""
        plans = [option for option in self.options if option.kind == PLANNED]
        return max(plans, key=lambda option: option.outcome.value, default=None)


def plan(
    posterior: Posterior | Together,
    wishes: Wishes,
    *,
    safety: Safety | None = None,
    start: int | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Plan:
    """Find the plans worth talking about.

    Every allowed regimen is laid over the same futures, and the few best are laid over fresh ones: their numbers are
    not flattered by having been chosen.

    Args:
        posterior: What is known about the client; or that together with other clients, whose relief then counts.
        wishes: What the client wants and can give.
        safety: What every regimen keeps to, as a screening found; the general rules when left out.
        start: The date of the first day, counted from that of the record's day 0; the day after the record's end
            when left out.
        draws: How many futures each candidate is laid over.
        seed: Seed of all random numbers; the same seed gives the same plan.

    Raises:
        UnknotError: If the plan begins within the record, or something is wished for that is never planned.
    """
    together = posterior if isinstance(posterior, Together) else None
    known = posterior.ahead if isinstance(posterior, Together) else posterior
    safety = Safety.of() if safety is None else safety
    treatment = wishes.treatment or _usual_treatment(known)
    rules.refuse_what_is_never_planned(treatment, wishes.practices)
    names = (treatment, *wishes.practices)
    tried = look_ahead(known, wishes.days, treatments=names, start=start, draws=draws, seed=seed)
    fresh = look_ahead(known, wishes.days, treatments=names, start=start, draws=FRESH_DRAWS, seed=seed + 1)
    own = tried
    if together is not None:
        # What helped others must not hide that the client's own diary shows no benefit.
        own = look_ahead(together.own, wishes.days, treatments=names, start=start, draws=draws, seed=seed)
    benefit = own.effects[treatment]
    helping = tuple(name for name in wishes.practices if rules.practice_helps(tried.effects[name]))
    candidates, chosen = _chosen(tried, treatment, helping, wishes, safety, worth=rules.benefit_likely(benefit))
    regimens = [(PLANNED, regimen) for regimen in chosen]
    regimens.append((NOTHING, Regimen(Sessions(treatment, 0.0, ()))))
    regimens.append((AS_NOW, carried_on(fresh, treatment, wishes.practices)))
    options, reached = _reaching(_reckoned(fresh, regimens, names, wishes), wishes.least_chance)
    return Plan(
        wishes=wishes,
        safety=safety,
        outlook=fresh,
        treatment=treatment,
        options=options,
        tried=len(candidates.regimens),
        benefit=rules.chance_of_benefit(benefit),
        left_out=tuple(name for name in wishes.practices if name not in helping),
        not_asked_for=tuple(
            name
            for name in known.diary.interventions
            if rules.may_be_session(name) and not rules.is_session(name)
            if name != treatment
        ),
        usable_sessions=_usable_sessions(known, treatment),
        goal_out_of_reach=not reached,
        together=together,
    )


def _chosen(
    outlook: Outlook, treatment: str, helping: tuple[str, ...], wishes: Wishes, safety: Safety, *, worth: bool
) -> tuple[Candidates, tuple[Regimen, ...]]:
    """Every candidate, and the few worth showing."""
    nothing = outlook.ratings - everything_else(outlook, (treatment, *wishes.practices))
    candidates = try_all(
        outlook, _space(outlook, treatment, helping, wishes, safety, worth=worth), nothing, wishes, safety
    )
    if not candidates.regimens:
        return candidates, ()
    _, bare_days = averages(nothing, wishes.goal, outlook.resolution)
    return candidates, tuple(candidates.regimens[place] for place in shortlist(candidates, float(bare_days), wishes))


def _reaching(options: tuple[Option, ...], least_chance: float) -> tuple[tuple[Option, ...], bool]:
    """The options without plans that miss the least chance over fresh futures; where all do, the likeliest stays."""
    plans = [option for option in options if option.kind == PLANNED]
    reached = [option for option in plans if option.outcome.probability_goal >= least_chance]
    likeliest = sorted(plans, key=lambda option: -option.outcome.probability_goal)[:1]
    kept = reached or likeliest
    return tuple(option for option in options if option.kind != PLANNED or option in kept), bool(reached)


def _usual_treatment(posterior: Posterior) -> str:
    """The session treatment that the diary holds most of; massage where there is none."""
    given = [dose.intervention for dose in posterior.record.doses if rules.is_session(dose.intervention)]
    return max(sorted(set(given)), key=given.count, default=USUAL_TREATMENT)


def _space(
    outlook: Outlook, treatment: str, helping: tuple[str, ...], wishes: Wishes, safety: Safety, *, worth: bool
) -> Space:
    practices = () if safety.stopped_by else ways_to_practise(wishes, helping)
    least_gap = rules.rule("session_limits").limit("least_gap_days")
    first = first_day_for_a_session(outlook, treatment, least_gap)
    return Space(
        treatment=treatment,
        schedules=schedules(wishes, first) if worth and not safety.stopped_by else (),
        prices=lengths(wishes, outlook.effects[treatment].usual_minutes, safety),
        practices=practices,
    )


def _reckoned(
    outlook: Outlook, regimens: list[tuple[str, Regimen]], names: tuple[str, ...], wishes: Wishes
) -> tuple[Option, ...]:
    """Every regimen over fresh futures; plans by value, then the two that are no plans."""
    nothing = outlook.ratings - everything_else(outlook, names)
    options = [
        Option(kind, regimen, outcome_of(outlook, regimen, _relief(outlook, regimen), nothing, wishes))
        for kind, regimen in regimens
    ]
    return tuple(
        sorted(options, key=lambda option: (option.kind != PLANNED, option.kind == AS_NOW, -option.outcome.value))
    )


def _relief(outlook: Outlook, regimen: Regimen) -> Values:
    return relief_of_practices(outlook, regimen.practices) + relief_of_sessions(outlook, regimen.sessions)


def _usable_sessions(posterior: Posterior, treatment: str) -> int:
    answered = np.asarray([answer.day for answer in posterior.record.answers(PAIN)])
    starts = [dose.day for dose in posterior.record.doses if dose.intervention == treatment]
    return sum(bool(np.any((answered > start) & (answered <= start + 7))) for start in starts)
