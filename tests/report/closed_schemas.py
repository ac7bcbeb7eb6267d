"""Schemas that refuse what they do not describe, so that a new field must be described."""

from __future__ import annotations

from typing import Any


def closed(body: Any) -> Any:
    """The same schema, refusing what it does not describe."""
    if isinstance(body, list):
        return [closed(entry) for entry in body]
    if not isinstance(body, dict):
        return body
    found = {key: closed(entry) for key, entry in body.items()}
    return found | {"additionalProperties": False} if "properties" in body and body.get("type") == "object" else found
