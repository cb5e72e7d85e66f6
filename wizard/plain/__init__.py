"""Line mode, the front end for pipes, dumb terminals and screen readers: it walks the same walk as the
full-screen app and says everything that one shows. It may import every room but the other front ends.
Start with `run`, then `asking` and `result`.
"""
