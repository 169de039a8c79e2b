from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.campus.views import feedback, front, help, search, statements

app_name = "campus"
urlpatterns = [
    path("", front.front, name="front"),
    path(_("itsearviointi/"), statements.self_assessment, name="self_assessment"),
    path(_("haku/"), search.search, name="search"),
    path(_("haku/ehdotukset/"), search.suggestions, name="search_suggestions"),
    path(_("tietoa/"), statements.about, name="about"),
    path(_("ohjeet/"), help.help_list, name="help"),
    path(_("ohjeet/<slug:slug>/"), help.help_page, name="help_page"),
    path(_("palaute/"), feedback.feedback, name="feedback"),
    path(_("palaute/kiitos/<slug:reference>/"), feedback.feedback_thanks, name="feedback_thanks"),
    path(_("saavutettavuus/"), statements.accessibility, name="accessibility"),
    path(_("tietosuoja/"), statements.privacy, name="privacy"),
    path(_("tila/"), statements.status, name="status"),
    path(_("koordinointi/palaute/"), feedback.feedback_list, name="feedback_list"),
    path(_("koordinointi/palaute/<slug:reference>/vastattu/"), feedback.feedback_answered, name="feedback_answered"),
    path(_("koordinointi/palaute/<slug:reference>/avaa/"), feedback.feedback_reopen, name="feedback_reopen"),
]
