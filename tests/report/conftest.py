from __future__ import annotations

import pytest
from report_cases import CASES

from unknot.report.answer import Answer


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> tuple[str, Answer]:
    return request.param, CASES[request.param]()
