from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.paths import views

app_name = "paths"
urlpatterns = [
    path(_("polut/"), views.path_list, name="path_list"),
]
