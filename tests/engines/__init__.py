"""The two engines that the tests run on, and the proxy and reports that watch them."""
