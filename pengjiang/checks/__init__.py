"""案卷体检: every file checked against the law as it stood on the day of each act. Pure Python, no Django but in the command.

* ``schema/dossier-1.schema.json``: the public format; ``validation`` applies it (``validate``, ``find_problems``, ``read_json``)
* ``facts.FileFacts(document)``: one file, typed; ``groups`` its parts
* ``runner.check(document, reference, on) -> Report``; ``runner.Checker`` for many files; ``together.Crossing`` for rules across files
* ``rules.ALL``: the 176 rules, one module or package per category; ``rule`` says what a rule is and what it can say
* ``remedy_text``: the remedy notice as it should read

To add a rule: a function under ``@rule(...)`` in the module of its category, with the demand as its docstring in Chinese, and in
``tests/checks`` an example of each outcome. To add a fact: a key in the schema and an attribute of the same name in ``groups``.
A part of a rule that lacks a *further* key says ``v.lacks``, a missing core fact ``v.unknown`` or, where the rule demands it, ``v.absent``.
"""
