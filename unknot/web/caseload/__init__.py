"""The caseload: what runs over many clients found, beside what the app has learned from the practice's own."""
