"""The full-screen front end, built on Textual. Only screens talk to the walk."""
