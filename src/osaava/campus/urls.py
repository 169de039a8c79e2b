from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.campus import views

app_name = "campus"
urlpatterns = [
    path("", views.front, name="front"),
    path(_("itsearviointi/"), views.self_assessment, name="self_assessment"),
    path(_("haku/"), views.search, name="search"),
    path(_("tietoa/"), views.about, name="about"),
    path(_("ohjeet/"), views.help, name="help"),
    path(_("palaute/"), views.feedback, name="feedback"),
    path(_("saavutettavuus/"), views.accessibility, name="accessibility"),
    path(_("tietosuoja/"), views.privacy, name="privacy"),
    path(_("tila/"), views.status, name="status"),
]
