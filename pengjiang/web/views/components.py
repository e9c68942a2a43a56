"""``/console/components/``: every part in every state. Look here before building a page; what is missing is added here first."""

from __future__ import annotations

from typing import Any

from pengjiang.access import SIGNED_IN
from pengjiang.web.components.basics import icon_names
from pengjiang.web.specimens import specimens
from pengjiang.web.views.base import PageView


class ComponentsPage(PageView):
    """The specimens, one section each."""

    permission = SIGNED_IN
    title = "组件总览"
    note = "每一个部件、每一种状态。新页面先在这里找；没有的，先在这里加。"
    template_name = "web/components/index.html"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), **specimens(), "icons": sorted(icon_names())}
