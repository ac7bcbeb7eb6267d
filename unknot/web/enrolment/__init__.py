"""A client's phone: enrolled with a short-lived code, trusted for the diary alone, revocable."""
