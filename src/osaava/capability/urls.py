from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.capability.views import profile, respondent, rounds, team

app_name = "capability"
urlpatterns = [
    path(_("vastaa/"), respondent.code_enter, name="code_enter"),
    path(_("vastaa/<str:code>/"), respondent.answer_start, name="answer_start"),
    path(_("vastaa/<str:code>/<int:number>/"), respondent.answer_page, name="answer_page"),
    path(_("vastaa/<str:code>/tarkista/"), respondent.answer_check, name="answer_check"),
    path(_("vastaa/<str:code>/kiitos/"), respondent.answer_thanks, name="answer_thanks"),
    path(_("vastaa/<str:code>/jatka/"), respondent.answer_resume, name="answer_resume"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/"), rounds.rounds, name="rounds"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/uusi/"), rounds.round_new, name="round_new"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/tuo/"), rounds.results_import, name="results_import"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/"), rounds.round_, name="round"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/kutsut/"), rounds.round_invitations, name="round_invitations"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/kutsut/<uuid:link>/qr.<str:form>"), rounds.link_picture, name="link_picture"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/kutsut/<uuid:link>/vaihda/"), rounds.link_replace, name="link_replace"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/korjaa/"), rounds.round_change, name="round_change"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/sulje/"), rounds.round_close, name="round_close"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/johtoryhma/"), team.team, name="team"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/johtoryhma/sovittu/"), team.team_agree, name="team_agree"),
    path(_("organisaatio/<slug:organisation>/itsearviointi/<uuid:uuid>/johtoryhma/<slug:theme>/"), team.team_theme, name="team_theme"),
    path(_("organisaatio/<slug:organisation>/profiili/"), profile.profile, name="profile"),
    path(_("organisaatio/<slug:organisation>/profiili/tiedosto.<slug:form>"), profile.profile_file, name="profile_file"),
    path(_("organisaatio/<slug:organisation>/profiili/kuva-<slug:picture>.<slug:form>"), profile.profile_picture, name="profile_picture"),
    path(_("organisaatio/<slug:organisation>/profiili/<slug:slug>/"), profile.profile_theme, name="profile_theme"),
]
