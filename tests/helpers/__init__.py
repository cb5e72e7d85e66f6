"""What tests share: small and random trees, a brute-force reading, calls of the command."""
