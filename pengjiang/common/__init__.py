"""What stands under everything: the clock, references, registries, errors, money, Chinese numerals."""
