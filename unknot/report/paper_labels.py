"""What is printed around the findings of the report on paper: headings, heads of tables, standing sentences."""

from __future__ import annotations

FOR_BOTH = {
    "made_with": "Made with Unknot, which records and explains. It does not diagnose.",
    "page": "Page %1 of %2",
    "born": "born %1",
    "forecast": "The coming days",
    "doctor": "When to see a doctor",
    "limits": "Thresholds and limits",
    "compared": "Compared with a usual day",
    "points": "Points of pain",
    "answers": "From",
    "evening": "Evening",
    "expected": "Pain expected",
    "no_sessions": "No sessions are recorded, so nothing can be said yet about how long relief lasts.",
    "treatment": "Treatment",
    "times": "Times",
    "length": "Usual length",
    "first": "First",
    "last": "Last",
    "not_enough": "not enough data yet",
    "fact": "Relief",
    "estimate": "Estimate",
    "see_doctor": (
        "Ask a doctor soon if pain wakes you every night, keeps getting worse, or comes with fever, weight loss, "
        "numbness or weakness."
    ),
    "emergency": (
        "New trouble with bladder or bowels, numbness between the legs, chest pain or sudden breathlessness is an "
        "emergency: call an ambulance."
    ),
}
FOR_DOCTOR = {
    "title": "Pain and treatment: report for the doctor",
    "short": "In short",
    "timeline": "Pain over the time of the diary",
    "drivers": "What goes with more or less pain on the same day",
    "relief": "Relief after treatment",
    "steps": "What would teach more",
}
FOR_CLIENT = {
    "title": "Your pain, and how long relief lasts",
    "short": "What we know so far",
    "timeline": "How your pain went",
    "drivers": "What goes with more pain on the same day",
    "relief": "How long relief lasts",
    "steps": "What to write down next",
}


def labels_of(*, for_doctor: bool) -> dict[str, str]:
    """Each label by the name that the template knows it by."""
    return {**FOR_BOTH, **(FOR_DOCTOR if for_doctor else FOR_CLIENT)}
