from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.library.authoring.urls import urlpatterns as authoring
from osaava.library.views import pages

app_name = "library"
urlpatterns = [
    path(_("talot/"), pages.house_list, name="house_list"),
    path(_("talot/<slug:theme>/"), pages.house, name="house"),
    path(_("osiot/<slug:slug>/"), pages.unit, name="unit"),
    path(_("osiot/<slug:slug>/muutokset/"), pages.unit_changes, name="unit_changes"),
    path(_("osiot/<slug:slug>/versiot/<int:number>/"), pages.unit_version, name="unit_version"),
    path(_("osiot/<slug:slug>/tarkista/<slug:block>/"), pages.quiz_check, name="quiz_check"),
]
urlpatterns += authoring
