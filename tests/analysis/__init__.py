"""Network analysis over the API, on both engines: answers, pages, refusals, faults of the worker, changed data."""
