"""Real servers on this machine's loopback address, started by the tests."""
