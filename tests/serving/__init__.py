"""The service as processes: sockets, load, workers, the end."""
