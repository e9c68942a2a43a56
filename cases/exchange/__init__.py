"""Ledgers of cases: historical ones in; recommendations and the catalogue of the archive out."""

from cases.exchange import history, ledgers

__all__ = ["history", "ledgers"]
