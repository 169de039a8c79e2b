from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.network import views

app_name = "network"
urlpatterns = [
    path(_("verkosto/"), views.matrix, name="matrix"),
]
