"""The widgets of the screens: data comes in by methods, choices go out as messages. Start with
`sheet`.
"""
