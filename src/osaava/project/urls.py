"""Root addresses. Finnish has no prefix; Swedish lives under /sv/, English under /en/, with translated slugs."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from osaava.campus import errors

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("osaava.campus.machine_urls")),
    path("", include("osaava.library.file_urls")),
]

urlpatterns += i18n_patterns(
    path("", include("osaava.ui.urls")),
    path("", include("osaava.accounts.urls")),
    path(_("kirjaudu/"), include("allauth.urls")),
    path("", include("osaava.network.urls")),
    path("", include("osaava.library.urls")),
    path("", include("osaava.capability.urls")),
    path("", include("osaava.paths.urls")),
    path("", include("osaava.learning.urls")),
    path("", include("osaava.plans.urls")),
    path("", include("osaava.exchange.urls")),
    path("", include("osaava.analytics.urls")),
    path("", include("osaava.campus.urls")),
    prefix_default_language=False,
)

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
