"""The only place that knows everybody: settings, addresses, the command line."""
