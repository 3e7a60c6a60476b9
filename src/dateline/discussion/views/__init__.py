"""The discussion's pages: readers' here, moderators' in `room`."""
