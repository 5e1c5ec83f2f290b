"""The words of the front end in another language than English: the catalog that static/js/text.js reads."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.i18n import JavaScriptCatalog


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def texts(request: HttpRequest, language: str) -> HttpResponseBase:
    """Return Django's JavaScript catalog of one language. A browser keeps it, and asks whether it is still good."""
    if language not in dict(settings.LANGUAGES):
        raise Http404(f"There are no texts in {language}.")
    with translation.override(language):
        return JavaScriptCatalog.as_view()(request)
