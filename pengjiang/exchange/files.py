"""Workbooks on their way in and out are files of their batch or job."""

from pengjiang.access import Decision
from pengjiang.files.content import NDJSON, TABLES
from pengjiang.files.registry import file_policy


def _own_batch(user, batch) -> Decision:
    return Decision.yes() if batch.organisation_id in user.organisation_ids else Decision.no("只能查看本单位导入的台账。")


def _own_job(user, job) -> Decision:
    return Decision.yes() if job.actor_id == user.pk else Decision.no("只能下载本人导出的文件。")


file_policy("exchange.importbatch", view=_own_batch, upload=_own_batch, accepts=TABLES, url=lambda batch: batch.get_absolute_url())
file_policy("exchange.exportjob", view=_own_job, accepts=(*TABLES, NDJSON), url=lambda job: job.get_absolute_url())
