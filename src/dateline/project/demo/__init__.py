"""The demonstration: a fictional agency's stories, pictures and comments."""
