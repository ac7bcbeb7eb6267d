"""The practice, its staff, and how they sign in."""
