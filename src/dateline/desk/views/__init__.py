"""The desk's own screens and acts. Each act is a POST that calls one service."""
