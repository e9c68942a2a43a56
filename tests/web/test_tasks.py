"""What nobody came back for goes after a month."""

from datetime import timedelta

from pengjiang.common import clock
from pengjiang.web.models import FormDraft
from pengjiang.web.tasks import sweep_kept


def test_sweep_takes_old_drafts_only(chen):
    FormDraft.objects.create(user=chen, key="/old/", data="{}", saved_at=clock.now() - timedelta(days=31))
    FormDraft.objects.create(user=chen, key="/new/", data="{}", saved_at=clock.now() - timedelta(days=29))

    assert sweep_kept() == 1
    assert [draft.key for draft in FormDraft.objects.all()] == ["/new/"]
