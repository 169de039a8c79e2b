"""Static files with a hash in their names, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Missing names raise in tests and fall back to the plain name in use; source maps are not looked for."""

    manifest_strict = False
    support_js_module_import_aggregation = False
