"""What readers bring and keep: answers given all at once, sessions on this machine, and transcripts read
back, replayed, signed and sealed. It may import `transcript`, `pack` and what lies below them. Start with
`given` for answers, `keeper` for sessions, `replay` for transcripts.
"""
