"""Numbers, dated settings, what was issued, lists set for paper."""

from pengjiang.documents.models.issued import IssuedDocument
from pengjiang.documents.models.numbers import NumberScheme, NumberSeries
from pengjiang.documents.models.prints import ListPrint
from pengjiang.documents.models.settings import DocumentTypeSetting

__all__ = ["DocumentTypeSetting", "IssuedDocument", "ListPrint", "NumberScheme", "NumberSeries"]
