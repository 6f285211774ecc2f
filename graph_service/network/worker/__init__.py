"""The worker: one spawned process in which analysis runs that would hold up the event loop."""
