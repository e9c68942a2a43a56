"""The penalty ledger, in and out."""

from pengjiang.dossiers.exchange import ledger_in, ledger_out

__all__ = ["ledger_in", "ledger_out"]
