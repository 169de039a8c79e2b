"""Addresses of the authoring pages; included by the library's own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.library.authoring.views import edit, lists, versions
from osaava.library.orders import views as orders

urlpatterns = [
    path(_("tuotanto/"), lists.production, name="production"),
    path(_("tuotanto/tilaukset/<uuid:uuid>/ota/"), orders.order_take, name="order_take"),
    path(_("tuotanto/tilaukset/<uuid:uuid>/palauta/"), orders.order_release, name="order_release"),
    path(_("tuotanto/osio/uusi/"), lists.unit_new, name="unit_new"),
    path(_("tuotanto/osio/<slug:slug>/muokkaa/"), edit.unit_edit, name="unit_edit"),
    path(_("tuotanto/osio/<slug:slug>/esikatselu/"), versions.unit_preview, name="unit_preview"),
    path(_("tuotanto/osio/<slug:slug>/julkaise/"), versions.unit_publish, name="unit_publish"),
    path(_("tuotanto/osio/<slug:slug>/peru-julkaisu/"), versions.unit_withdraw, name="unit_withdraw"),
    path(_("tuotanto/osio/<slug:slug>/versiot/"), versions.unit_versions, name="unit_versions"),
    path(_("tuotanto/osio/<slug:slug>/vertaa/"), versions.unit_compare, name="unit_compare"),
    path(_("tuotanto/osio/<slug:slug>/palauta/<int:number>/"), versions.unit_restore, name="unit_restore"),
]
