"""The search of the whole site."""

from __future__ import annotations

from typing import Any

from pengjiang.access import SIGNED_IN
from pengjiang.common.errors import DomainError
from pengjiang.search.queries import CAP, search
from pengjiang.search.registry import SEARCHABLES
from pengjiang.web.components import Tab
from pengjiang.web.views.base import PageView


class SearchPage(PageView):
    """Results by nearness: in the number, in the title, in the text."""

    permission = SIGNED_IN
    template_name = "search/results/page.html"
    title = "搜索"
    menu_key = "search"

    def get_context(self) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()[:100]
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in SEARCHABLES else ""
        hits, error = [], ""
        if asked:
            try:
                hits = search(self.request.user, asked, kind=kind)
            except DomainError as refusal:
                error = refusal.message
        address = self.request.GET.copy()
        tabs = []
        for key, label in [("", "全部"), *((declared.kind, declared.label) for declared in SEARCHABLES)]:
            address["kind"] = key
            tabs.append(Tab(label, f"?{address.urlencode()}", key == kind))
        return {**super().get_context(), "q": asked, "hits": hits, "error": error, "tabs": tabs, "is_capped": len(hits) >= CAP}
