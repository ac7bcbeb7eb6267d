"""Plans: options to choose from, the one that was chosen, and the next questions."""
