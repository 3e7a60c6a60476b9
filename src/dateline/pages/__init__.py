"""What a reader opens: stories with their lines, the front, sections, topics and policies."""
