"""Widgets: data comes in by methods, choices go out as messages."""
