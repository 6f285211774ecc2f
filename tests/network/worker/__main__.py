"""`python -m tests.network.worker`: like `python -m graph_service`, it is not guarded against a second import."""

from tests.network.worker.program import main

main()
