"""Who may be backstage."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., Coroutine[Any, Any, HttpResponse]]


def staff_only(view: View) -> View:
    """Send whoever is not logged in to the login page, and refuse (403) whoever is not staff."""

    @wraps(view)
    async def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        user = await request.auser()
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not user.is_staff:
            raise PermissionDenied("Only administrators may be backstage.")
        return await view(request, **kwargs)

    return guarded
