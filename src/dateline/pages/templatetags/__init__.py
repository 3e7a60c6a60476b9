"""What the pages' templates may ask for."""
