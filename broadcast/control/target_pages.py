"""The page of feedback, for administrators: which Companions are told of which output, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from broadcast.control import targets as actions
from broadcast.control.feedback import names
from broadcast.control.target_models import FeedbackTarget
from broadcast.overlays.models import Output


class TargetForm(forms.Form):
    """A Companion that is to be told."""

    output = forms.ModelChoiceField(Output.objects.all(), label=gettext_lazy("Output"))
    address = forms.CharField(
        max_length=200, label=gettext_lazy("Address of Companion"), initial="http://127.0.0.1:8000"
    )
    begins = forms.CharField(
        max_length=40, required=False, label=gettext_lazy("Names of variables begin with"), initial="courtside_"
    )
    makes = forms.BooleanField(required=False, label=gettext_lazy("Make the variables there, where Companion can"))


def _administrator(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied("Only administrators may see where feedback is pushed to.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def targets(request: HttpRequest) -> HttpResponse:
    """List the targets with what came of them; add one."""
    _administrator(request)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_target(request.user, given["output"], given["address"], given["begins"], makes=given["makes"])
        except ValidationError as error:
            for name, told in error.message_dict.items():
                field = {"prefix": "begins"}.get(name, name)
                form.add_error(field if field in form.fields else None, told)
        else:
            messages.success(request, _("Feedback of %(output)s is pushed there.") % {"output": given["output"]})
            return redirect("feedback-targets")
    found = FeedbackTarget.objects.select_related("output")
    context: dict[str, Any] = {"form": form, "targets": found, "names": names()}
    return render(request, "control/feedback.html", context)


@require_POST
@login_required
def switch_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Push no more to a target, or again."""
    _administrator(request)
    target = get_object_or_404(FeedbackTarget, pk=pk)
    actions.switch_target(request.user, target, enabled=not target.enabled)
    return redirect("feedback-targets")


@require_POST
@login_required
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a target."""
    _administrator(request)
    actions.remove_target(request.user, get_object_or_404(FeedbackTarget, pk=pk))
    messages.success(request, _("Nothing is pushed there any more."))
    return redirect("feedback-targets")
