"""What Dateline costs, measured."""
