"""State machines as tables; ``fire()`` is the only writer of a state.

A machine is declared in an app's ``workflow.py`` and registered for its model. The same table gives the guard, the
buttons with their reasons when greyed, the effects on time limits, the events with their wording and the help page.
``document=`` and ``starts=`` are names, checked against the registries when Django starts.
"""
