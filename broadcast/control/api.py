"""The control API under /api/: the words of outputs and games, and what is read to command them.

Every answer is JSON. A command answers `{"ok": true, "said": ...}`; what cannot be done now 409 and what is wrong 400,
401, 403, 404 or 422, each with `{"ok": false, "said": why}` in plain words. /api/docs shows it all.
"""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as WrongParameter
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

from broadcast.control.access import Bearer, InAddress, Session
from broadcast.control.dispatch import refusal
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.rundowns import RundownValues
from broadcast.control.words import Refused, WrongArguments

COMPONENT = "#/components/schemas/{name}"


class ControlAPI(NinjaAPI):
    """The API, whose page documents the arguments that words take."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """Return the OpenAPI document, with the structs of all arguments among its components."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema.setdefault("components", {}).setdefault("schemas", {}).update(_components())
        return schema

    def create_response(self, request: HttpRequest, data: Any, **how: Any) -> HttpResponse:
        """Return an answer, which nobody may keep: the next one may be another."""
        answer: HttpResponse = super().create_response(request, data, **how)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def body_of(arguments: type[msgspec.Struct], *, required: bool = False) -> dict[str, Any]:
    """Return what OpenAPI says of a body that msgspec reads."""
    content = {"application/json": {"schema": {"$ref": COMPONENT.format(name=arguments.__name__)}}}
    return {"requestBody": {"required": required, "content": content}}


def _components() -> dict[str, Any]:
    structs = [word.arguments for word in (*OUTPUT_WORDS.values(), *GAME_WORDS.values())]
    _refs, components = msgspec.json.schema_components([*dict.fromkeys(structs), RundownValues], ref_template=COMPONENT)
    return components


api = ControlAPI(
    title="Courtside control",
    version="1",
    description="Commands for outputs and games: each answers what happened, or why not, in plain words.",
    urls_namespace="control-api",
    auth=[Bearer(), Session()],
    docs_decorator=login_required,
)
IN_ADDRESS = [Bearer(), InAddress(), Session()]
"""Who may come in where a program can send an address alone."""


def _refuse(request: HttpRequest, status: int, said: str, **more: Any) -> HttpResponse:
    return api.create_response(request, {**more, "ok": False, "said": said}, status=status)


@api.exception_handler(Refused)
@api.exception_handler(WrongArguments)
@api.exception_handler(HttpError)
@api.exception_handler(Http404)
def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    status, answer = refusal(error)
    return _refuse(request, status, **answer)


@api.exception_handler(WrongParameter)
def _wrong_parameter(request: HttpRequest, error: WrongParameter) -> HttpResponse:
    said = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors)
    return _refuse(request, 422, said)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _refuse(request, 401, "Log in, or send a control token: Authorization: Bearer TOKEN.")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


from broadcast.control import commands, reads, unknown  # noqa: E402, F401 - they put their addresses into the API above
