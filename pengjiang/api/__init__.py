"""The REST API ``/api/v1/``: the same services as the pages, spoken in JSON.

An **act** is a page's form view asked for JSON (``acts``), so that a rule cannot hold in one and not the other; an app declares in its
``api.py`` what its **objects** show (``resources.Resource``), and addresses that are neither (``routes.route``). ``routes`` puts them
below the pages' own addresses. ``problems`` says what went wrong, ``once`` keeps a POST from being done twice, ``versions`` from
overwriting what somebody else changed; ``authentication`` and ``scopes`` say who calls and how far they may go.
"""
