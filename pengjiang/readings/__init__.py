"""案卷识读: facts read from decisions, receipts and scans, suggested until a person confirms them."""
