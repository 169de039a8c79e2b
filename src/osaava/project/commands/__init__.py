"""One module a command; `run(name, argv) -> exit status`."""
