"""The only code that writes: each function is one act, in one transaction, told by one event."""
