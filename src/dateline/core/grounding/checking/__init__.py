"""The check of free lines: a line is read as a small story and bound to the copy word by word."""
