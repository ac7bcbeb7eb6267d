"""FHIR R4 from plain rows: one kind of resource a file. An app offers its own in its `fhir.py`."""
