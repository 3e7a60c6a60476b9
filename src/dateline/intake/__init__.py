"""What arrived, byte for byte, what it was read as, and what should happen to it."""
