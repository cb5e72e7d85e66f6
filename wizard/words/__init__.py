"""Sentences that every front end says in the same words, and text made fit to show: escaped, wrapped to
a terminal's cells, coloured from one palette. It may import `walk` and what lies below it. Start with
`phrases`.
"""
