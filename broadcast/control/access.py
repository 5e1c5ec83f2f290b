"""Who may command: users who are logged in, and programs with a control token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie, APIKeyQuery
from ninja.utils import check_csrf

from broadcast.control.models import ControlToken
from broadcast.control.tokens import find
from broadcast.overlays.models import Output
from broadcast.overlays.turnstile import turnstile


@dataclass(frozen=True)
class Holder:
    """Who sent a request. Users may do all that the desk does; a token what it says."""

    actor: Any
    token: ControlToken | None = None

    def need(self, right: str, output: Output | None) -> None:
        """Raise HttpError 403 unless the holder has the right over an output, or over games (None)."""
        if self.token is None or self.token.may(right, output):
            return
        raise self.refusal()

    def sees(self, event_id: str) -> bool:
        """Tell whether the holder may read a game: all of them, or the one that the token's output points at."""
        if self.token is None or self.token.output_id is None:
            return True
        return Output.objects.filter(pk=self.token.output_id, game=event_id).exists()

    def need_game(self, event_id: str) -> None:
        """Raise HttpError 403 unless the holder may read a game."""
        if not self.sees(event_id):
            raise self.refusal()

    def refusal(self) -> HttpError:
        """Return what is raised where the token has no right."""
        name = self.token.name if self.token else str(self.actor)
        return HttpError(403, _("The token %(name)s may not do this here.") % {"name": name})


class Bearer(HttpBearer):
    """`Authorization: Bearer <control token>`."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        """Return the holder of a valid token. A wrong one is told so, whatever else is sent with it."""
        holder = _holder(request, token)
        if holder is None:
            raise HttpError(401, _("This control token is not valid."))
        return holder


class Session(APIKeyCookie):
    """A user who is logged in. What changes anything needs the CSRF header."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Holder | None:
        """Return the user. Raises HttpError 403 without the CSRF header."""
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Holder | None:
        """Return the user. Raises HttpError 403 without the CSRF header."""
        if not request.user.is_authenticated:
            return None
        _body = request.body  # before the check, which may read a form in its place
        if check_csrf(request) is not None:
            raise HttpError(403, _("The CSRF header is missing: send the cookie csrftoken as X-CSRFToken."))
        return Holder(request.user)


class InAddress(APIKeyQuery):
    """`?token=<control token>`: for programs that can send an address alone, and read."""

    param_name = "token"

    def authenticate(self, request: HttpRequest, key: str | None) -> Holder | None:
        """Return the holder of a valid token."""
        return _holder(request, key) if key else None


def holder_of_token(token: str, address: str) -> Holder | None:
    """Return who holds a valid token. An address that guesses is not answered."""
    if not turnstile().lets(address, token):
        return None
    found = find(token)
    turnstile().found(address, token, valid=found is not None)
    return Holder(f"token {found.name}", found) if found else None


def _holder(request: HttpRequest, token: str) -> Holder | None:
    return holder_of_token(token, request.META.get("REMOTE_ADDR") or "")
