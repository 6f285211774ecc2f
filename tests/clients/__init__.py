"""Real clients, unchanged, against the service as a process: what they get, and that none of them needs help."""
