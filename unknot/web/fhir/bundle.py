"""Bundle: everything about one client in one file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from unknot.web.fhir.resource import Resource, moment


def bundle(resources: Iterable[Resource], when: datetime) -> Resource:
    """Resources as a collection; each stands under the name by which the others refer to it.

    Args:
        resources: Each with an id that is a UUID.
        when: The moment of the export.
    """
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": moment(when),
        "entry": [{"fullUrl": f"urn:uuid:{entry['id']}", "resource": entry} for entry in resources],
    }
