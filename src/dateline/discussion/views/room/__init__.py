"""The moderators' room in the admin."""
