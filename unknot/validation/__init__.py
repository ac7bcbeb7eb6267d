"""Is it true? Published experiments run on virtual people, and forecasts of diaries scored against what came."""
