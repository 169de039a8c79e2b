from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.analytics.views import network, threads

app_name = "analytics"
urlpatterns = [
    path(_("koordinointi/kyvykkyys/"), network.network, name="network"),
    path(_("koordinointi/kyvykkyys/laske/"), network.picture_draw, name="picture_draw"),
    path(_("koordinointi/kyvykkyys/tilaus/"), network.content_order, name="content_order"),
    path(_("koordinointi/kyvykkyys/tilaus/<uuid:uuid>/peru/"), network.order_withdraw, name="order_withdraw"),
    path(_("koordinointi/kyvykkyys/osaaminen/<str:key>/"), network.competence, name="competence"),
    path(_("organisaatio/<slug:organisation>/ketju/"), threads.threads, name="threads"),
    path(_("organisaatio/<slug:organisation>/ketju/jaa/"), threads.levels_share, name="levels_share"),
    path(_("organisaatio/<slug:organisation>/ketju/<str:code>/"), threads.thread, name="thread"),
]
