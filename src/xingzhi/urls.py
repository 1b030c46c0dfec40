"""Addresses of the site."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.i18n import set_language

from xingzhi.api.routes import api
from xingzhi.web.urls import urlpatterns as pages
from xingzhi.web.views.reference import reference

urlpatterns = [
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("api/", api.urls),
    path("system/api/", reference, {"describe": api.get_openapi_schema}, name="api-reference"),
    *pages,
]
