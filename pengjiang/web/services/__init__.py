"""What a person keeps of the pages."""
