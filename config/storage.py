"""Static files under names that change with their content, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, and a script that imports another one gets it under its hashed name too.

    Otherwise a browser could join a new script with an old one that it still keeps under the plain name.
    """

    support_js_module_import_aggregation = True
