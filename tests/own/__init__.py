"""What the pack's own trees conclude."""
