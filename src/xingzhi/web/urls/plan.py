"""Addresses of the living plan: ledger, tasks, the months of units, and workbooks."""

from django.urls import path

from xingzhi.web.views.plans import books, changing, ledger, months, reminders, returns, task, unit

urlpatterns = [
    path("plans/ledger/", ledger.ledger_page, name="plan-ledger"),
    path("plans/ledger/<int:plan_id>/add/", ledger.add, name="plan-task-add"),
    path("plans/ledger/<int:plan_id>/workbook/", books.ledger_workbook, name="plan-workbook"),
    path("plans/ledger/<int:plan_id>/upload/", books.bring_back, name="plan-upload"),
    path("plans/ledger/books/<int:book_id>/", books.book_page, name="plan-book"),
    path("plans/ledger/books/<int:book_id>/file/", books.book_file, name="plan-book-file"),
    path("plans/ledger/tasks/<int:task_id>/", task.task_page, name="plan-task"),
    path("plans/ledger/tasks/<int:task_id>/change/", changing.change, name="plan-task-change"),
    path("plans/ledger/months/", months.months_page, name="plan-months"),
    path("plans/ledger/months/upload/", returns.bring_back, name="plan-months-upload"),
    path("plans/ledger/months/<int:plan_id>/workbooks/", months.workbooks, name="plan-month-workbooks"),
    path("plans/ledger/months/<int:plan_id>/supervision/", reminders.notes, name="plan-supervision"),
    path("plans/ledger/months/<int:plan_id>/<int:unit_id>/", unit.unit_page, name="plan-unit"),
    path("plans/ledger/months/<int:plan_id>/<int:unit_id>/workbook/", unit.unit_workbook, name="plan-unit-workbook"),
    path("plans/ledger/months/books/<int:book_id>/file/", returns.book_file, name="plan-month-book-file"),
    path("plans/ledger/months/conflicts/<int:conflict_id>/", returns.decide, name="plan-conflict"),
    path("plans/ledger/shares/<int:share_id>/evidence/", unit.evidence, name="plan-evidence"),
    path("plans/ledger/added/<int:row_id>/", returns.decide_row, name="plan-added"),
]
