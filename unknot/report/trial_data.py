"""A trial of one as JSON: the contracts of `unknot trial design --json` and `unknot trial analyse --json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from unknot.planning.trial.analysis import LEVEL, TrialAnalysis
from unknot.planning.trial.mixture_effect import EFFECTS
from unknot.planning.trial.trial_file import TrialFile
from unknot.records import Record
from unknot.report.trial_protocol import Protocol
from unknot.report.trial_words import caution, design_sentence, headline, limits, meaning, test_sentence, title

DESIGN_FORMAT, ANALYSIS_FORMAT = "unknot-trial-design/1", "unknot-trial-analysis/1"


def design_json(written: Protocol, file: TrialFile) -> str:
    """The design without its secret."""
    design = written.design
    body = {
        **file.body(sealed=False),
        "format": DESIGN_FORMAT,
        "title": written.title,
        "summary": written.summary,
        "option_titles": [option.title for option in design.options],
        "blocks": design.blocks,
        "washout": asdict(design.washout),
        "periods": [asdict(period) for period in written.periods],
        "power": [asdict(each) for each in written.power],
        "items": [asdict(item) for item in written.items],
    }
    return _text(body)


def analysis_json(record: Record, found: TrialAnalysis) -> str:
    """The analysis."""
    body = asdict(found)
    body |= {
        "format": ANALYSIS_FORMAT,
        "person": record.person,
        "interval_level": LEVEL,
        "log_likelihood": {"effects": EFFECTS.tolist(), "values": found.log_likelihood},
        "periods": [
            {**asdict(period), "start": record.clock.label(period.start), "end": record.clock.label(period.end)}
            for period in found.periods
        ],
        "title": title(found),
        "says": [headline(found), meaning(found), caution(found), test_sentence(found), design_sentence(record, found)],
        "limits": limits(found),
    }
    return _text(body)


def _text(body: dict[str, Any]) -> str:
    return json.dumps(_rounded(body), ensure_ascii=False, allow_nan=False, indent=1)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _rounded(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(entry) for entry in value]
    return round(value, 6) if isinstance(value, float) else value
