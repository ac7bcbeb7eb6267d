"""Safety: red flags and contraindications, as rules written by hand; no model, and nothing that is learned."""
