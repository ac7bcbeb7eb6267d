"""Sessions to come: what therapist and client have agreed on."""
