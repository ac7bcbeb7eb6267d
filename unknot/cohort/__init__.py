"""Cohorts: a million virtual people through regimens, by a kernel compiled from the equations of the mechanisms."""
