"""`python -m graph_service` is the command `kalaka`."""

from graph_service.cli import main

main()
