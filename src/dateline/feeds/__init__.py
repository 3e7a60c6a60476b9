"""RSS, Atom and sitemaps of what is public now."""
