"""Is it true? Published experiments run on virtual people, and what came out beside what was reported."""
