from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.exchange import views

app_name = "exchange"
urlpatterns = [
    path(_("polut/<slug:slug>/lataa/<slug:form>/"), views.path_download, name="path_download"),
]
