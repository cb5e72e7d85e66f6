"""The app in a browser: a server that runs one app, in a process of its own, for each visitor. It may import
`ui` and what lies below it. Start with `server`; `forking` starts the processes, `guest` is what runs in one.
"""
