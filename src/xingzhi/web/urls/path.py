"""Addresses of forecasts, year-end paths and tasks."""

from django.urls import path

from xingzhi.web.views import forecast, path_tested, task, tasks, year_path

urlpatterns = [
    path("indicators/<str:name>/forecast/", forecast.forecast_page, name="indicator-forecast"),
    path("indicators/<str:name>/path/", year_path.path_page, name="indicator-path"),
    path("indicators/<str:name>/path/tested/", path_tested.path_tested, name="path-tested"),
    path("indicators/<str:name>/path/tasks/", tasks.make, name="path-tasks"),
    path("plans/tasks/", tasks.task_list, name="task-list"),
    path("plans/tasks/check/", tasks.check, name="task-check"),
    path("plans/tasks/<int:task_id>/", task.task_page, name="task"),
    path("plans/tasks/<int:task_id>/assign/", task.assign, name="task-assign"),
    path("plans/tasks/<int:task_id>/settle/", task.settle, name="task-settle"),
]
