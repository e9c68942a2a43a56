"""法规库: rulebook, laws and articles, power lists, discretion standards, exemption lists and the other dated data, read by everybody.

The rules, laws and limits are code and packaged data; ``RuleEntry``, ``LawEntry`` and ``ArticleEntry`` mirror them in the database, so that
lists filter and the search finds them. ``services.mirror`` writes them anew after every ``migrate``. ``LawText`` holds full texts that an
office loads itself (``manage.py import_laws``, or the page); they stand beside our paraphrases, each marked as what it is.

For other rooms: ``links.article_url(citation, on)``, ``links.rule_url("CX18")``; in templates ``{% url "library:cite" %}?place=…&on=…``.
The dated rows are edited in the console; ``law.stored.stored()`` is what everybody reads.
"""
