"""Numbers, dated settings, what was issued."""

from pengjiang.documents.models.issued import IssuedDocument
from pengjiang.documents.models.numbers import NumberScheme, NumberSeries
from pengjiang.documents.models.settings import DocumentTypeSetting

__all__ = ["DocumentTypeSetting", "IssuedDocument", "NumberScheme", "NumberSeries"]
