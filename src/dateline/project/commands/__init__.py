"""What the `dateline` program does for each of its commands; `cli` reads what was asked."""
