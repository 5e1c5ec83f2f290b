"""The page of control tokens, for administrators: make one, see its secret once, end one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from broadcast.control.models import ControlToken
from broadcast.control.tokens import issue, revoke
from broadcast.overlays.models import Output


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(max_length=60, label=gettext_lazy("What it is for"))
    right = forms.ChoiceField(choices=ControlToken.Right.choices, label=gettext_lazy("Right"))
    output = forms.ModelChoiceField(
        Output.objects.all(),
        required=False,
        label=gettext_lazy("Output"),
        empty_label=gettext_lazy("all outputs, and the games"),
    )


def _administrator(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied("Only administrators may see control tokens.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens; make one, and show its secret this once."""
    _administrator(request)
    form = TokenForm(request.POST or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        issued = issue(request.user, form.cleaned_data["name"], form.cleaned_data["right"], form.cleaned_data["output"])
        context, form = {"issued": issued}, TokenForm()
    context |= {"form": form, "tokens": ControlToken.objects.select_related("output")}
    response = render(request, "control/tokens.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    _administrator(request)
    token = get_object_or_404(ControlToken, pk=pk)
    revoke(request.user, token)
    messages.success(request, _("%(name)s opens nothing any more.") % {"name": token.name})
    return redirect("control-tokens")
