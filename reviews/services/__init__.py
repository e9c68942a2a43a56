"""What the reviews write."""
