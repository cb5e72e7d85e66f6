"""From a sentence to a tree."""
