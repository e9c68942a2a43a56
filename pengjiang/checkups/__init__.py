"""案卷体检: runs of the file check, what people answer to its findings, patterns across files.

* ``services.runs.run_check(dossier, actor=…, reason=…) -> CheckRun``: safe to repeat; ``run.results`` tell rule, outcome, severity, message,
  citations, facts and the papers they point to
* ``services.runs.attach_check(dossier, to=obj, actor=…)``: the run of this moment, kept with a referral or a submission; the panel of it
  appears on that object's page by itself
* ``services.answers``, ``services.jobs``, ``services.patterns``: answers of the town, many files by a worker, aggregates across files
* ``registry.article_links``: filled by whoever has pages of articles
"""
