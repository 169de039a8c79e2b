from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.exchange import views
from osaava.exchange.collections.views import changes, curate, files, lists, path_view, removal, report

app_name = "exchange"
urlpatterns = [
    path(_("polut/<slug:slug>/lataa/<slug:form>/"), views.path_download, name="path_download"),
    path(_("tuotanto/kokoelmat/"), lists.collections, name="collections"),
    path(_("tuotanto/kokoelmat/uusi/"), lists.collection_new, name="collection_new"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/"), files.collection, name="collection"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/eteneminen/"), files.collection_progress, name="collection_progress"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/tiedostot/"), files.collection_upload, name="collection_upload"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/tiedostot/<int:source>/poista/"), removal.source_remove, name="source_remove"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/poista/"), removal.collection_remove, name="collection_remove"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/tiedot/"), files.collection_facts, name="collection_facts"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/luonnokset/"), curate.chunks, name="chunks"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/luonnokset/hyvaksy/"), curate.chunks_accept, name="chunks_accept"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/luonnokset/kumoa/"), curate.undo, name="chunks_undo"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/luonnokset/<uuid:chunk>/"), curate.chunk_act, name="chunk_act"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/muutokset/"), changes.collection_changes, name="collection_changes"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/muutokset/<uuid:chunk>/"), changes.chunk_conflict, name="chunk_conflict"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/polku/"), path_view.collection_path, name="collection_path"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/julkaise/"), path_view.collection_publish, name="collection_publish"),
    path(_("tuotanto/kokoelmat/<uuid:uuid>/raportti/"), report.collection_report, name="collection_report"),
]
