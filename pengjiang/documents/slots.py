"""The print button of every list."""

from pengjiang.documents.views.printing import print_list
from pengjiang.web import slots

slots.printing.fill(print_list)
