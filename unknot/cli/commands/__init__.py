"""The commands, one a file: `command` is what it does, the name of the file is what it is called."""
