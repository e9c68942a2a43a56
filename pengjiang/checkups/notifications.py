"""Who is told of what."""

from pengjiang.notifications.registry import notify

notify("checkups.job_done", recipients=lambda entry, job: [job.actor], title="批量体检完成，共{count}件，请查看结果", tells_actor=True)
