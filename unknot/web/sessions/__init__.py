"""What a therapist does: one session of massage with everything that is known about it."""
