"""Registers: tables of walks, a row each, judged by one SQL query that a tree compiles to. It may import
`records`, what lies below, and, inside functions, the libraries of the extras `inventory` and `spark`.
Start with `layers`, then `query`, `tables` and `register`.
"""
