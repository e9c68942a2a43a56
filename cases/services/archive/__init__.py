"""What happens to a case after its end: volume, loans, transfer to the archives, destruction."""
