"""Addresses of the pages."""

from django.urls import path

from xingzhi.web.views import clues, indicators, intake, registers, search, system, today

urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("intake/", intake.batch_list, name="intake-list"),
    path("intake/upload/", intake.upload, name="intake-upload"),
    path("intake/template/<str:name>.xlsx", intake.template, name="intake-template"),
    path("intake/<int:batch_id>/", intake.batch, name="batch"),
    path("intake/<int:batch_id>/start/", intake.start, name="batch-start"),
    path("intake/<int:batch_id>/rejects.xlsx", intake.rejects, name="batch-rejects"),
    path("intake/<int:batch_id>/file/", intake.received_file, name="batch-file"),
    path("jobs/<int:job_id>/progress/", system.job_progress, name="job-progress"),
    path("jobs/<int:job_id>/cancel/", system.job_cancel, name="job-cancel"),
    path("registers/", registers.index, name="register-index"),
    path("registers/<str:name>/", registers.record_list, name="register-list"),
    path("registers/<str:name>/export/", registers.export, name="register-export"),
    path("registers/<str:name>/<int:record_id>/", registers.record, name="record"),
    path("registers/<str:name>/<int:record_id>/edit/", registers.edit, name="record-edit"),
    path("exports/<int:export_id>/", registers.export_page, name="export"),
    path("exports/<int:export_id>/file/", registers.export_file, name="export-file"),
    path("clues/", clues.clue_list, name="clue-list"),
    path("clues/<int:clue_id>/", clues.clue, name="clue"),
    path("clues/<int:clue_id>/judge/", clues.judge, name="clue-judge"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    path("indicators/<str:name>/", indicators.indicator, name="indicator"),
    path("indicators/<str:name>/records/", indicators.indicator_records, name="indicator-records"),
    path("system/", system.system, name="system"),
    path("system/log/", system.log_list, name="log-list"),
    path("system/jobs/", system.job_list, name="job-list"),
    path("system/jobs/<int:job_id>/", system.job, name="job"),
    path("system/packs/", system.pack_list, name="pack-list"),
    path("system/packs/<path:name>/", system.pack, name="pack"),
    path("system/people/", system.people, name="people"),
]
