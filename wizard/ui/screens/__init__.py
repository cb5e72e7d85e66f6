"""One screen a file; each talks to the walk and to the library through plain functions. Start with
`question`.
"""
