"""The worker process: what it computes, what it survives, and what it leaves behind."""
