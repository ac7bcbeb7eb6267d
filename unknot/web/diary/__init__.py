"""What a client writes down: answers from 0 to 10, practice, a note."""
