"""The full-screen front end, built on Textual: data flows down, messages go up, only screens talk to
the walk. It may import every room but the other front ends. Start with `app`, then `desk` and
`screens/question`.
"""
