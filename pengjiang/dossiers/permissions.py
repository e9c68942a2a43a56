"""What people may do with enforcement files."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate
from pengjiang.dossiers.registry import hold_reason


class DossierPermission(Permission):
    """Permissions of the register."""

    VIEW = "dossiers.view", "查看执法案卷"
    CREATE = "dossiers.create", "登记执法案卷"
    EDIT = "dossiers.edit", "编辑执法案卷"
    UPLOAD = "dossiers.upload", "上传案卷材料"
    REMOVE_FILE = "dossiers.remove_file", "删除案卷材料"
    IMPORT = "dossiers.import", "导入处罚台账"
    EXPORT = "dossiers.export", "导出处罚台账"
    REVEAL = "dossiers.reveal", "查看完整身份证号"


def _organisation_id(obj: Any) -> int:
    return getattr(obj, "organisation_id", None) or obj.pk


@predicate(DossierPermission.CREATE, DossierPermission.EDIT, DossierPermission.UPLOAD, DossierPermission.REMOVE_FILE)
def own_town(user: Any, obj: Any) -> Decision:
    """A town keeps its own files; nobody writes another's. ``obj`` is a dossier or an organisation."""
    if _organisation_id(obj) in user.organisation_ids:
        return Decision.yes()
    return Decision.no("案卷由所属镇街登记和修改，您可以查看。")


@predicate(DossierPermission.IMPORT)
def own_town_or_district(user: Any, obj: Any) -> Decision:
    """The judicial bureau imports for the whole district, a town for itself."""
    if user.is_bureau or _organisation_id(obj) in user.organisation_ids:
        return Decision.yes()
    return Decision.no("镇街只能导入本单位的台账。")


@predicate(DossierPermission.EDIT, DossierPermission.REMOVE_FILE)
def not_held(user: Any, obj: Any) -> Decision:
    """A file under review or referral may be held by the app that handles it (``registry.hold``)."""
    reason = hold_reason(obj)
    return Decision.no(reason) if reason else Decision.yes()
