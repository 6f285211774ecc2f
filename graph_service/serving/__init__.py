"""The service as processes: uvicorn with deadlines, gates in front of the application, workers that share a port."""
