"""What Dateline exists for: reading wire, proving lines. No Django, network, clock or database."""
