from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.paths.authoring.urls import urlpatterns as authoring
from osaava.paths.views import pages

app_name = "paths"
urlpatterns = [
    path(_("polut/"), pages.path_list, name="path_list"),
    path(_("polut/<slug:slug>/"), pages.path, name="path"),
    path(_("polut/<slug:slug>/versiot/<int:number>/"), pages.path_version, name="path_version"),
]
urlpatterns += authoring
