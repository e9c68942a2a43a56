"""What a person may do and what exists for them."""
