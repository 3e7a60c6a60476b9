"""Training and judging the comment scorer: reads labelled sets, writes the package's weights."""
