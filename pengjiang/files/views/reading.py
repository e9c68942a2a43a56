"""The volume in the browser, page images, downloads."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from pengjiang.access.declare import SIGNED_IN
from pengjiang.files import services
from pengjiang.files.enums import FileKind
from pengjiang.files.presenting import files_panel
from pengjiang.files.queries import Volume, page_image, volume_of
from pengjiang.files.ranges import serve
from pengjiang.files.registry import policy_of
from pengjiang.files.views.base import FileView, home_of

ZOOMS = ("fit", "100", "150", "200")


class ReadVolume(FileView):
    """One page of a volume, its neighbours one click or key away. Page, zoom and turn stand in the address."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, ref: str, kind: str = FileKind.VOLUME) -> HttpResponse:
        target = self.target(ref)
        if kind not in FileKind.values:
            raise Http404
        volume = volume_of(target, kind=kind)
        return render(request, "files/volume.html", {**self._context(volume, ref, kind), "page": self.frame(FileKind(kind).label, target)})

    def _context(self, volume: Volume, ref: str, kind: str) -> dict[str, Any]:
        query = self.request.GET
        number = min(max(_number(query.get("page", "")), 1), max(volume.total_pages, 1))
        here = volume.page(number)
        zoom = query.get("zoom", "")
        may_turn = policy_of(volume.target).upload(self.request.user, volume.target).ok
        return {
            "volume": volume,
            "here": here,
            "image": page_image(here.file, here.within) if here else None,
            "number": number,
            "total": volume.total_pages,
            "zoom": zoom if zoom in ZOOMS else "fit",
            "zooms": [("fit", "适合宽度"), ("100", "100%"), ("150", "150%"), ("200", "200%")],
            "target_ref": ref,
            "kind": kind,
            "home": home_of(volume.target),
            "may_turn": may_turn,
        }


class VolumeFiles(FileView):
    """The list of files alone: what the page fetches again while the worker makes the pages."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, ref: str, kind: str) -> HttpResponse:
        return render(request, "files/_list.html", {"files": files_panel(request.user, self.target(ref), kind=kind)})


class PageImageView(FileView):
    """The image of one page."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, uuid: str, number: int) -> HttpResponseBase:
        file, _ = self.file(uuid)
        image = page_image(file, number) if file.is_ready else None
        if image is None:
            raise Http404
        response = FileResponse(image.image.open("rb"), content_type="image/webp")
        # A page never changes; who may see it is asked again when the browser is closed.
        response.headers["Cache-Control"] = "private, max-age=600"
        return response


class Download(FileView):
    """The file as it was uploaded. The trail notes it once, not for each range of it."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, uuid: str) -> HttpResponseBase:
        file, _ = self.file(uuid)
        if not file.is_ready:
            raise Http404
        ranged = request.headers.get("Range", "")
        if not ranged or ranged.startswith("bytes=0-"):
            services.note_download(file, actor=request.user)
        return serve(request, file, attachment="inline" not in request.GET)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1
