"""One file a command, or two commands that belong together; cli.py is the list of them."""
