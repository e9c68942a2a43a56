"""法规库: laws, power lists, discretion standards, exemption lists, rulebook, as pages everyone may read."""
