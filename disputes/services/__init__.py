"""What may be done with disputes."""
