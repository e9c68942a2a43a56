"""The export button of every list."""

from pengjiang.exchange.views.exporting import export_list
from pengjiang.web import slots

slots.export.fill(export_list)
