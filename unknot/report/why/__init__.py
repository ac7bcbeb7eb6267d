"""Why it hurts: the pain system as a picture that moves, from the model's equations and the graded evidence."""
