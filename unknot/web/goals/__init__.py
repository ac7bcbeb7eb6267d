"""Goals: activities that pain makes hard, in the client's own words, and how they go (PSFS)."""
