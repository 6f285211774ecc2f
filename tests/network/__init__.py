"""Networks for the tests of `graph_service.network`: small ones by hand, and the demonstration."""
