"""What the API answers by itself, and the pages of its clients."""
