"""Is it true? Forecasts made from the past alone, scored against what came, beside what a user would pick instead."""
