"""Lets `python -m bench` be what `make bench` runs."""

from bench.run import main

raise SystemExit(main())
