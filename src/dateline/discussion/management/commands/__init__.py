"""Commands of the discussion."""
