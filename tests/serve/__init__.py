"""The server: visits by its own protocol and in a real browser, and what is left when one ends."""
