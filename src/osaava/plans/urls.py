from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.plans.views import actions, choosing, document, effect, goals, moving, plan

app_name = "plans"
urlpatterns = [
    path(_("organisaatio/<slug:organisation>/suunnitelma/"), plan.plan, name="plan"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/aloita/"), plan.plan_start, name="plan_start"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/paata/"), plan.plan_close, name="plan_close"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/historia/"), plan.plan_history, name="plan_history"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/asiakirja/"), document.document, name="document"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/asiakirja/<uuid:uuid>/"), document.document_of, name="document_of"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/asiakirja/<uuid:uuid>/pdf/"), document.document_pdf, name="document_pdf"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/asiakirja/<uuid:uuid>/word/"), document.document_docx, name="document_docx"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/uusinta-arviointi/"), effect.targeted, name="targeted"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopisteet/"), choosing.choose, name="choose"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopisteet/tarkeys/"), choosing.importance_save, name="importance_save"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopisteet/uusi/<str:competence>/"), choosing.goal_new, name="goal_new"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/"), goals.goal, name="goal"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/muokkaa/"), goals.goal_edit, name="goal_edit"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/kohdenna/"), goals.goal_assign, name="goal_assign"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/paata/"), goals.goal_close, name="goal_close"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/avaa/"), goals.goal_reopen, name="goal_reopen"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/vaikutus/"), effect.goal_effect, name="goal_effect"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/seuranta/"), goals.goal_check_in, name="goal_check_in"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/toimenpiteet/"), actions.action_new, name="action_new"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/painopiste/<str:thread>/ota/"), actions.measure_take, name="measure_take"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/"), actions.action, name="action"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/muokkaa/"), actions.action_edit, name="action_edit"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/siirra/"), moving.action_move, name="action_move"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/poista/"), actions.action_remove, name="action_remove"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/palauta/"), actions.action_restore, name="action_restore"),
    path(_("organisaatio/<slug:organisation>/suunnitelma/toimenpide/<uuid:uuid>/seuranta/"), actions.action_check_in, name="action_check_in"),
]
