"""State machines as tables; fire() is the only writer of a state."""
