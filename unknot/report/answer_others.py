"""The part of the answer that rests on other clients as well."""

from __future__ import annotations

from unknot.inference.together import Together
from unknot.report.answer import Estimate, ExpectedRelief, WithOthers
from unknot.report.estimates import LEVEL


def others_answer(together: Together) -> WithOthers:
    """What is expected of one client together with others."""
    record, check = together.own.record, together.pooled.posterior.check
    given = [dose.intervention for dose in record.doses]
    names = sorted(record.interventions, key=lambda name: -given.count(name))
    shared = together.pooled.prior.shared
    return WithOthers(
        relief=tuple(_expected(together, name) for name in names if name in shared),
        not_pooled=tuple(name for name in names if name not in shared),
        rests=together.others.rests,
        draws=len(together.pooled.posterior.z),
        effective_sample_size=check.effective_sample_size,
        pareto_k=check.pareto_k,
        trustworthy=check.trustworthy,
        pool_hash=together.others.file_hash,
    )


def _expected(together: Together, name: str) -> ExpectedRelief:
    pooled = together.pooled
    found = pooled.quantiles(name, (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return ExpectedRelief(
        intervention=name,
        clients=together.others.clients[name],
        **{quantity: Estimate(*values) for quantity, values in found.items()},
        from_own_diary=pooled.from_own_diary(name),
    )
