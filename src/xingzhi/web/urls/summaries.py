"""Addresses of the year-end summaries: who owes one, what came, and the draft."""

from django.urls import path

from xingzhi.web.views.summaries import bringing, call, calls, draft, merge, unit

urlpatterns = [
    path("plan/summaries/", calls.summaries, name="summaries"),
    path("plan/summaries/ask/", calls.ask, name="summaries-ask"),
    path("plan/summaries/strays/<int:stray_id>/", bringing.stray, name="summaries-stray"),
    path("plan/summaries/strays/<int:stray_id>/file/", bringing.stray_file, name="summaries-stray-file"),
    path("plan/summaries/texts/<int:text_id>/file/", unit.text_file, name="summary-file"),
    path("plan/summaries/texts/<int:text_id>/move/", unit.move, name="summary-move"),
    path("plan/summaries/draft/<int:paragraph_id>/", draft.change, name="summary-draft-change"),
    path("plan/summaries/<int:call_id>/", call.call_page, name="summary-call"),
    path("plan/summaries/<int:call_id>/change/", call.change, name="summary-call-change"),
    path("plan/summaries/<int:call_id>/upload/", bringing.upload, name="summaries-upload"),
    path("plan/summaries/<int:call_id>/supervision/", call.notes, name="summaries-supervision"),
    path("plan/summaries/<int:call_id>/merge/", merge.merge_page, name="summaries-merge"),
    path("plan/summaries/<int:call_id>/take/", merge.take_text, name="summaries-take"),
    path("plan/summaries/<int:call_id>/draft/", draft.draft_page, name="summaries-draft"),
    path("plan/summaries/<int:call_id>/<int:summary_id>/", unit.summary_page, name="summary"),
]
