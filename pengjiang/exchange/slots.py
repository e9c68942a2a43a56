"""The export button of every list, and the ledgers of some."""

from pengjiang.exchange.views.exporting import export_list, ledgers_of
from pengjiang.web import slots

slots.export.fill(export_list)
slots.ledgers.fill(ledgers_of)
