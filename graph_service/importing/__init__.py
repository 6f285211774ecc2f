"""Files in and out: what people bring in, and the whole graph as files."""
