"""The pages: base views, forms, tables, filters, paging, components, menu and slots; the look.

**Which one when**

=================================  ================================================================================================
a page                             ``views.base.PageView``: ``permission``, ``title``, ``template_name``, ``get_context()``
a page of one object               ``views.base.DetailPage``: ``model``, ``permission``, ``template_name``, ``get_actions()``
a list                             ``views.listing.ListPage``: ``columns``, ``filters``, ``presets``, ``bulk_actions`` …
an act on an object                ``views.acting.ActionView``: ``model``, ``permission``, ``form_class``, ``service``, ``done``
changed facts of an object         ``views.acting.UpdateView``: the same, with the present values as initial ones
something new                      ``views.acting.CreateView``: ``permission``, ``form_class``, ``service``, ``title``
one form that is none of these     ``views.acting.FormPage``: ``perform(form)``, ``get_done_url(result)``
an address without a page          ``views.base.GuardedView``: ``permission``
=================================  ================================================================================================

``permission`` is a ``Permission``, ``SIGNED_IN`` or ``PUBLIC``; a view without one does not start. Object views fetch within
``visible_to(user)``, so that what a person may not see is a 404 and what they may not do a 403 with its reason. Somebody signed out
goes to the sign-in page and back; what they had typed is kept (``HeldPost``).

**A list**::

    class RecommendationList(ListPage):
        model = Recommendation
        permission = CasePermission.SEE_RECOMMENDATIONS
        title = "检察建议"
        page_key = "cases.recommendations"
        columns = (
            Column("number", "文号", kind="key", sort="number", always=True),
            Column("town", "被建议单位", value="addressee__short_name", sort="addressee__order"),
            Column("problem", "主要问题", kind="clip"),
            Column("served_on", "送达", kind="date", sort="served_on"),
            Column("light", "期限", kind="light", value=lambda row: light_of(row.reply_deadline)),
            Column("state", "状态", kind="badge", value="state_label", badge=lambda row: row.state_kind),
            Column("amount", "罚款", kind="money", sort="amount", shown=False),
        )
        filters = (
            ChoiceFilter(name="town", label="被建议单位", lookup="addressee_id", choices=towns_for),
            DateFilter(name="served", label="送达日期", lookup="served_on"),
        )
        search_fields = ("number", "title", "addressee__name")
        default_order = "-served_on"                       # the name of a column that has ``sort``
        presets = (Preset("overdue", "已超期", "light=overdue", counted=True, bad=True),)
        bulk_actions = (BulkAction("remind", "发送提醒", remind, CasePermission.REMIND, icon="send", form_class=RemindForm),)
        create_url = reverse_lazy("cases:draft")
        create_label = "起草检察建议"
        create_permission = CasePermission.DRAFT

        def get_rows(self):
            return super().get_rows().select_related("addressee")

An action with ``opens`` (``BulkAction("refer", "移送检察院", None, P.REFER, opens=refer_url)``) leads to a page that takes the rows together. 打印 is on
every list that can be exported. Filter, sort and page live in the address; htmx swaps ``#listing``, without script the same links load the page. Column kinds: text key
clip number money date datetime badge light flag. Filters: Choice, Date, Number, Flag, Text; ``condition=`` replaces the lookup by a
function that gives a ``Q``. A DateFilter on a moment takes ``lookup="created_at__date"``. ``sort`` may name an annotation. A template that
extends ``web/list.html`` may fill ``tools``, ``before_list``, ``after_list``.

**An act**::

    class ServeRecommendation(ActionView):
        model = Recommendation
        permission = CasePermission.SERVE
        title = "登记送达"
        form_class = ServeForm
        service = serve_recommendation                     # serve_recommendation(recommendation, *, actor, **cleaned_data)
        done = "送达已登记，两个月回复期开始计算。"

A ``DomainError`` becomes an error beside its ``field`` (422; ``Conflict`` 409), success a 303 with a toast. Drafts are saved every few
seconds and given back; ``drafts = False`` where nothing may be kept. With ``dialog=True`` on its button the same view opens over the page.
``danger = True`` paints the button. Own markup: a template that extends ``web/form.html`` and fills ``fields`` (and ``before_form``,
``after_form``). ``fragment="…html#row"`` answers htmx with a part of a page instead.

**A form** derives from ``forms.Form``: it gets ``user`` and ``subject``, narrows choices in ``prepare()``, names ``wide_fields``. Days are typed
as 2026-08-04, 2026年8月4日 or 20260804. A choice from more rows than a page can list is a ``choosing.SearchChoice``.

**From deadlines and workflow**: ``limits.light_of(deadline)``, ``limits.card_of(deadline)``, ``limits.due_line(deadline)``, ``limits.month_of(…)``;
``actions.transition_actions(available(obj, user), address=lambda name: reverse(f"cases:{name}", args=[obj.pk]))`` → ``{% next_actions %}``.

**Menu, slots** (from an app's ``menu.py`` and ``slots.py``): see ``pengjiang.web.menu`` and ``pengjiang.web.slots``. What a person does for
themselves with an object (关注) is an ``Action`` with ``quiet=True``.

**Components** are builtin tags with a closed list of attributes; an unknown one is an error. All are on ``/console/components/``.

::

    {% icon "bell" small=True label="通知" %}
    {% button "提交审批" kind="primary" icon="plus" href=url dialog=True %}   kinds: primary danger quiet; small large block
    {% button "撤回" post=url %}                              posts to url without a form around it
    {% button "办结" reason="尚有 3 项整改未销号" %}            greyed, with its reason
    {% menu label="更多" icon="more" %}…{% endmenu %}          {% button_row %}…{% endbutton_row %}
    {% badge "整改期" kind="active" %}                         active good warn bad veto outline
    {% count 14 kind="bad" unit="项" %} {% citation "《民法典》第二百零一条" href=url %} {% proof "回证.pdf" href=url %} {% verify_code code %}
    {% day date weekday=True %} {% severity_badge "serious" %}

    {% page_head title=page.title note=page.note %}{% slot "tools" %}…{% endslot %}{% endpage_head %}
    {% case_head title=object.title %}{% slot "number" %}…{% endslot %}{% slot "lights" %}…{% endslot %}{% slot "tools" %}…{% endslot %}
      {% stepper steps %}{% tabs items label="案件内容" %}{% endcase_head %}
    {% panel title="案件概况" id="facts" meta="…" flush=True %}…{% slot "tools" %}…{% endslot %}{% slot "foot" %}…{% endslot %}{% endpanel %}
    {% tabs items label="…" target="id" %} {% summary figures wide=True %}
    {% facts %}{% fact "送达" recommendation.served_on wide=True citation="…" href=url %}{% endfacts %}

    {% deadline_chip light %} {% deadline_chip "soon" detail="余 3 个工作日" word="须立即" %} {% deadline_card card compact=True %}
    {% timeline entries more_url=url %} {% next_actions actions %} {% todo_list groups %} {% feed news %} {% month_table month %} {% shortcuts items %}
    {% document_card paper %} {% rectification_item item %} {% compare before after before_label="原文" after_label="改后" copies="id" %}
    {% finding title="…" severity="serious" code="JJ05" place="…" place_url=url lawful="…" citation="…" %}…{% slot "answer" %}…{% endslot %}{% endfinding %}
    {% upload "files" url=url accept=".pdf,.jpg" files=uploaded camera=True %}

    {% alert kind="warn" title="…" %}…{% slot "tools" %}…{% endslot %}{% endalert %}   kinds: good warn error
    {% state title="没有待受理的线索" kind="empty" %}…{% slot "tools" %}…{% endslot %}{% endstate %}   kinds: empty search error locked
    {% skeleton rows=3 %} {% progress 14 maximum=23 text="…" detail="14 / 23" %} {% toast "已销号" href=url link="撤销" %}
    {% dialog title="…" id="…" %}…{% slot "foot" %}…{% endslot %}{% enddialog %}

    {% post_form form=form submit="提交审批" draft=draft cancel=url %}{% form_fields form %}{% endpost_form %}
    {% form_grid %}{% field form.title wide=True unit="元" need="…" rows=6 count=True %}{% endform_grid %} {% error_summary form %}
    {% data_table table %} {% table_scroll %}<table>…</table>{% endtable_scroll %} {% filter_bar listing %} {% pager listing %}

Values for them: ``Action, CountStep, Entry, Figure, Light, LimitCard, Month, MonthDay, News, Paper, Proof, RectificationItem, Step, StripDay, Tab,
Todo, TodoGroup, UploadedFile`` from ``pengjiang.web.components``; ``build_table(rows, columns, caption=…)`` from ``pengjiang.web.tables``.

**Upload by script**: the address of ``{% upload url=… %}`` takes a multipart POST with ``file`` and answers ``{"id", "name", "note", "href"}`` or, with a
status of 400 or more, ``{"error"}``; each id joins the form as a hidden ``<name>_ids``. **Progress of a paper**: ``Paper.poll_url`` answers with
``{% document_card %}`` alone; it asks again until the paper is ready.

**Why inline icons**: one sprite of 8 KB per page costs less than its own request on these networks and takes the colour of the text.
**Why own filters and tables**: chips, saved views, bulk and export all read the same declaration; no library knows them all.
"""
