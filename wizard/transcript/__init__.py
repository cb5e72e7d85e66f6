"""The record of one walk, in every form in which it leaves the program: text, Markdown, HTML, JSON and
a calendar file. It may import `pack`, `words`, `walk` and what lies below them. Start with `record`,
then `outline`.
"""
