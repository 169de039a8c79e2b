from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.learning.views import everybody, my_path, organisation, own, record, unit

app_name = "learning"
urlpatterns = [
    path(_("oma/"), own.my_learning, name="my_learning"),
    path(_("oma/alku/"), own.start, name="start"),
    path(_("oma/polut/"), own.my_paths, name="my_paths"),
    path(_("oma/suunnitelma/"), my_path.my_path, name="my_path"),
    path(_("oma/suunnitelma/uudelleen/"), my_path.replan, name="my_path_replan"),
    path(_("oma/suunnitelma/osio/<slug:slug>/"), my_path.unit, name="my_path_unit"),
    path(_("oma/suunnitelma/osio/<slug:slug>/ohita/"), my_path.decline, name="my_path_decline"),
    path(_("oma/suunnitelma/osio/<slug:slug>/palauta/"), my_path.take_back, name="my_path_take_back"),
    path(_("oma/suunnitelma/osio/<slug:slug>/osaan/"), my_path.known, name="my_path_known"),
    path(_("oma/nakyvyys/"), own.visibility, name="visibility"),
    path(_("oma/suoritukset/"), own.completions, name="completions"),
    path(_("oma/suoritukset/csv/"), record.completions_csv, name="completions_csv"),
    path(_("oma/suoritukset/json/"), record.completions_json, name="completions_json"),
    path(_("polut/<slug:slug>/<int:number>/"), unit.path_unit, name="path_unit"),
    path(_("polut/<slug:slug>/aloita/"), own.enrol, name="enrol"),
    path(_("polut/<slug:slug>/lopeta/"), own.leave, name="leave"),
    path(_("osiot/<slug:slug>/vastaus/<slug:block>/"), unit.answer_save, name="answer_save"),
    path(_("osiot/<slug:slug>/suorita/"), unit.unit_complete, name="unit_complete"),
    path(_("osiot/<slug:slug>/peru/"), unit.unit_undo, name="unit_undo"),
    path(_("osiot/<slug:slug>/kohta/"), unit.visit, name="visit"),
    path(_("organisaatio/<slug:organisation>/oppiminen/"), organisation.participation, name="participation"),
    path(_("organisaatio/<slug:organisation>/oppiminen/polut/"), everybody.everybody, name="everybody"),
]
