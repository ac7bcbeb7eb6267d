"""One mechanism a file; every file beside this one is found and tested by itself."""
