# ruff: noqa: E402 - Django is set up before its models are imported
"""Learns from some of the clients who wait, and prints what each took: for `evening_peak.py`."""

from __future__ import annotations

import itertools
import json
import sys
import time

from unknot.web.serving import prepare

prepare()

from unknot.web.learning.learn import learn_stale

FIRST = 10
"""Those before are learned from while code is still being loaded."""


def main(clients: int) -> None:
    """Processor seconds of all threads, client by client."""
    moments = [time.process_time()]

    def go_on() -> bool:
        moments.append(time.process_time())
        return len(moments) < FIRST + clients + 2

    learn_stale(go_on=go_on)
    seconds = [after - before for before, after in itertools.pairwise(moments)]
    print(json.dumps(seconds[FIRST + 1 :]))


main(int(sys.argv[1]))
