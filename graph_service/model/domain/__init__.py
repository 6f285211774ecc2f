"""What the graph holds: one file a group of labels. A new file here is found by itself."""
