"""Changes told as they are written: places in the history, the feed that all who follow share, and the subscription."""
