"""The register's entries of the side menu."""

from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.web.menu import MenuItem, add

add(
    MenuItem(
        "dossiers",
        "执法案卷",
        "dossiers:list",
        group="案卷与评查",
        icon="folder",
        permission=DossierPermission.VIEW,
        order=10,
        phone=True,
        phone_label="案卷",
    ),
    MenuItem(
        "ledger-import", "导入台账", "exchange:imports", group="案卷与评查", icon="upload", permission=DossierPermission.IMPORT, order=20
    ),
)
