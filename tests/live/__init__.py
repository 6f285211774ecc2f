"""The subscription `changed` over real databases: in one process, over each transport, and with several processes."""
