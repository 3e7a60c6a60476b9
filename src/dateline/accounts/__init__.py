"""One user model and its roles: editor and moderator. A reader needs no account."""
