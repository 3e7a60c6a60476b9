"""The only code that talks to the outside: fetching, watching folders. Needs no Django."""
