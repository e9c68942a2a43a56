"""States and kinds of stored files."""

from __future__ import annotations

from django.db import models


class FileState(models.TextChoices):
    """What became of an upload."""

    CHECKING = "checking", "检查中"
    READY = "ready", "可查看"
    REFUSED = "refused", "未通过检查"
    REMOVED = "removed", "已删除"


class FileKind(models.TextChoices):
    """What a file is to its target."""

    VOLUME = "volume", "案卷材料"
    ATTACHMENT = "attachment", "附件"
    PROOF = "proof", "证明材料"
    WORKBOOK = "workbook", "台账工作簿"
    EXPORT = "export", "导出文件"
