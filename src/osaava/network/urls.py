from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.network.views import coordination, organisation, own, people, public

app_name = "network"
urlpatterns = [
    path(_("verkosto/"), public.matrix, name="matrix"),
    path(_("verkosto/teemat/<slug:theme>/"), public.theme_people, name="theme_people"),
    path(_("verkosto/<slug:organisation>/"), public.organisation, name="organisation"),
    path(_("kutsu/<str:token>/"), own.invitation, name="invitation"),
    path(_("oma/organisaatiot/"), own.my_organisations, name="my_organisations"),
    path(_("oma/organisaatiot/koodilla/"), own.join_by_code, name="join_by_code"),
    path(_("oma/organisaatiot/liity/<slug:organisation>/"), own.join_by_domain, name="join_by_domain"),
    path(_("oma/organisaatiot/eroa/<uuid:uuid>/"), own.leave, name="leave"),
    path(_("organisaatio/<slug:organisation>/"), organisation.dashboard, name="dashboard"),
    path(_("organisaatio/<slug:organisation>/henkilosto/"), people.people, name="people"),
    path(_("organisaatio/<slug:organisation>/henkilosto/kutsu/"), people.invitation_create, name="invitation_create"),
    path(_("organisaatio/<slug:organisation>/henkilosto/linkki/"), people.link_create, name="link_create"),
    path(_("organisaatio/<slug:organisation>/henkilosto/tiedosto/"), people.invitations_upload, name="invitations_upload"),
    path(_("organisaatio/<slug:organisation>/henkilosto/kutsu/<uuid:uuid>/peru/"), people.invitation_revoke, name="invitation_revoke"),
    path(_("organisaatio/<slug:organisation>/henkilosto/<uuid:uuid>/anna-rooli/"), people.role_give, name="role_give"),
    path(_("organisaatio/<slug:organisation>/henkilosto/<uuid:uuid>/poista-rooli/"), people.role_take, name="role_take"),
    path(_("organisaatio/<slug:organisation>/henkilosto/<uuid:uuid>/paata/"), people.membership_end, name="membership_end"),
    path(_("organisaatio/<slug:organisation>/roolit/"), organisation.theme_roles, name="theme_roles"),
    path(_("organisaatio/<slug:organisation>/roolit/tallenna/"), organisation.theme_roles_save, name="theme_roles_save"),
    path(_("organisaatio/<slug:organisation>/roolit/tiimiin/"), organisation.team_add, name="team_add"),
    path(_("organisaatio/<slug:organisation>/roolit/tiimista/<int:pk>/"), organisation.team_remove, name="team_remove"),
    path(_("organisaatio/<slug:organisation>/asetukset/"), organisation.settings, name="settings"),
    path(_("organisaatio/<slug:organisation>/asetukset/osoite/"), organisation.domain_add, name="domain_add"),
    path(_("organisaatio/<slug:organisation>/asetukset/osoite/<int:pk>/poista/"), organisation.domain_remove, name="domain_remove"),
    path(_("koordinointi/"), coordination.overview, name="coordination"),
    path(_("koordinointi/organisaatiot/"), coordination.organisations, name="coordination_organisations"),
    path(_("koordinointi/organisaatiot/uusi/"), coordination.organisation_new, name="coordination_organisation_new"),
    path(_("koordinointi/organisaatiot/<slug:organisation>/"), coordination.organisation, name="coordination_organisation"),
    path(_("koordinointi/organisaatiot/<slug:organisation>/digivastaava/"), coordination.lead_appoint, name="lead_appoint"),
    path(_("koordinointi/roolit/"), coordination.roles, name="coordination_roles"),
    path(_("koordinointi/roolit/vetaja/"), coordination.lead_hand_over, name="lead_hand_over"),
    path(_("koordinointi/roolit/<slug:organisation>/"), coordination.roles_save, name="coordination_roles_save"),
]
