from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.capability.views import respondent

app_name = "capability"
urlpatterns = [
    path(_("vastaa/"), respondent.code_enter, name="code_enter"),
    path(_("vastaa/<str:code>/"), respondent.answer_start, name="answer_start"),
    path(_("vastaa/<str:code>/<int:number>/"), respondent.answer_page, name="answer_page"),
    path(_("vastaa/<str:code>/tarkista/"), respondent.answer_check, name="answer_check"),
    path(_("vastaa/<str:code>/kiitos/"), respondent.answer_thanks, name="answer_thanks"),
    path(_("vastaa/<str:code>/jatka/"), respondent.answer_resume, name="answer_resume"),
]
