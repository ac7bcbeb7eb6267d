"""Guessing codes is slow: so many wrong tries an hour from one address, and so many in all."""

from __future__ import annotations

from unknot.web.pace import Pace

FROM_ONE_ADDRESS, IN_ALL = 10, 300

_wrong = Pace(FROM_ONE_ADDRESS, IN_ALL)
may_try, was_wrong, forget = _wrong.allows, _wrong.count, _wrong.forget
