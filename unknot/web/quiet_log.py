"""What the log must not hold: the request, whose body and address may say who has pain."""

from __future__ import annotations

import logging


class WithoutRequest(logging.Filter):
    """Keeps level, logger and kind of error; drops requests, arguments and messages of exceptions."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Strip one record; none is dropped as a whole."""
        if record.name.startswith("django."):
            # Django's messages carry the path, and a path carries whose page it was.
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{record.levelname.lower()} {status}".strip(), ()
        if record.exc_info:
            kind, _, trace = record.exc_info
            record.exc_info = None
            record.exc_text = f"{kind.__name__ if kind else 'error'} at {_place(trace)}"
        return True


def _place(trace: object) -> str:
    """Where an error happened, without the values that were there."""
    import traceback
    from types import TracebackType

    if not isinstance(trace, TracebackType):
        return "an unknown place"
    last = traceback.extract_tb(trace)[-1]
    return f"{last.filename}:{last.lineno} in {last.name}"
