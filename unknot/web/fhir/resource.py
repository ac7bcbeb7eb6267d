"""What all resources have in common: names, references, moments, and nothing that is empty."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any, TypeAlias

Resource: TypeAlias = dict[str, Any]

SPACE = uuid.UUID("6d1b0c5e-3a7e-4f0e-9f0a-5a5d5f0b7c11")
"""Where names that are made from other names live."""
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
INSTRUMENT = "urn:unknot:instrument"
INTERVENTION = "urn:unknot:intervention"
"""Code systems of our own: the names of fact files, where no public code was found."""


def made_id(*parts: object) -> str:
    """The same id for the same parts, on every export."""
    return str(uuid.uuid5(SPACE, "/".join(map(str, parts))))


def resource(kind: str, identity: str, **elements: Any) -> Resource:
    """A resource without the elements that say nothing, which FHIR does not allow."""
    kept = {name: element for name, element in elements.items() if element not in (None, "", [], {}, ())}
    return {"resourceType": kind, "id": identity, **kept}


def reference(kind: str, identity: str) -> dict[str, str]:
    """A reference to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{identity}", "type": kind}


def moment(when: datetime) -> str:
    """A moment as FHIR writes it, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def concept(system: str, code: str, text: str, loinc: str | None = None) -> dict[str, Any]:
    """What something is: the LOINC code where there is one, our own name, and words."""
    public = [{"system": LOINC, "code": loinc}] if loinc else []
    return {"coding": [*public, {"system": system, "code": code, "display": text}], "text": text}
