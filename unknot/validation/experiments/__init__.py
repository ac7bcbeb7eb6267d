"""One published case a file; every file beside this one that holds an `EXPERIMENT` is found and run by itself."""
