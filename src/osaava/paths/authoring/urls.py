"""Addresses of the authoring pages; included by the app's own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.paths.authoring.views import edit, versions

urlpatterns = [
    path(_("tuotanto/polku/uusi/"), edit.path_new, name="path_new"),
    path(_("tuotanto/polku/<slug:slug>/muokkaa/"), edit.path_edit, name="path_edit"),
    path(_("tuotanto/polku/<slug:slug>/esikatselu/"), versions.path_preview, name="path_preview"),
    path(_("tuotanto/polku/<slug:slug>/julkaise/"), versions.path_publish, name="path_publish"),
    path(_("tuotanto/polku/<slug:slug>/peru-julkaisu/"), versions.path_withdraw, name="path_withdraw"),
    path(_("tuotanto/polku/<slug:slug>/versiot/"), versions.path_versions, name="path_versions"),
    path(_("tuotanto/polku/<slug:slug>/vertaa/"), versions.path_compare, name="path_compare"),
    path(_("tuotanto/polku/<slug:slug>/palauta/<int:number>/"), versions.path_restore, name="path_restore"),
]
