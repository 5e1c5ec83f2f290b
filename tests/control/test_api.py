"""The API around the words: reads, rundowns, sessions, and its page."""

import json
import logging
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.test import AsyncClient

from broadcast.control.game_words import GAME_WORDS
from broadcast.control.models import RundownRow
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.tokens import issue
from broadcast.games.models import Follow, Game
from broadcast.masking import MaskTokens, mask
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import Output
from tests.control.conftest import Desk

ROWS: list[dict[str, Any]] = [
    {"graphic": "lower-player", "data": {"team": "home", "player": "leader PTS"}, "key": "L"},
    {"graphic": "half-time", "group": "Half-time", "loop": True, "auto_out_ms": 8000, "note": "after the ads"},
]


async def test_outputs_are_read_with_what_is_on_air(desk: Desk) -> None:
    """Settings and program, and of one output who shows it."""
    status, listed = await desk.get("outputs")
    assert (status, [one["name"] for one in listed], listed[0]["event_id"]) == (200, ["MAIN"], "g1")
    assert listed[0]["program"]["graphics"]["bug"]["graphic"] == "score-bug-a"
    _, one = await desk.get(f"outputs/{desk.output.pk}")
    assert one["renderers"] == {} and one["game"] == "Wolves at Ravens"
    assert "access" not in one and "tokens" not in json.dumps(one)


async def test_the_aired_view_is_what_an_output_shows(desk: Desk) -> None:
    """By the delay of the output that is named; what was not there yet is not told."""
    _, answer = await desk.get(f"games/g1/aired?output={desk.output.pk}")
    assert answer["state"]["score"]["home"] == 8 and answer["delay_ms"] == 0
    desk.output.delay_ms = 60_000
    await desk.output.asave()
    status, answer = await desk.get("games/g1/aired")
    assert (status, answer["ok"]) == (404, False)
    assert (await desk.get("games/g1/aired?output=99"))[0] == 404
    assert (await desk.get("games/g1/aired?output=x"))[0] == 422


async def test_the_catalog_has_the_parameters_of_each_graphic(desk: Desk) -> None:
    """What the game document gives is not among them."""
    _, listed = await desk.get("graphics")
    name = next(one for one in listed if one["id"] == "lower-name")
    assert name["needs"] == ["name"] and {"name", "title"} <= name["parameters"].keys()
    assert "game" not in name["parameters"]


async def test_a_rundown_is_written_and_read_whole(desk: Desk) -> None:
    """What is read can be written; rows with their id stay the same rows, whatever their order."""
    status, made = await desk.post("rundowns", name="Night", rows=ROWS)
    assert (status, [row["order"] for row in made["rows"]]) == (200, [1, 2])
    assert made["rows"][1] == {"id": made["rows"][1]["id"], "order": 2, "data": {}, **ROWS[1]}
    address = f"/api/rundowns/{made['id']}"
    first, second = made["rows"]
    turned = made | {"rows": [second, first, {"graphic": "title"}]}
    answer = await desk.client.put(
        address, json.dumps(turned), content_type="application/json", headers={"Authorization": f"Bearer {desk.token}"}
    )
    assert answer.status_code == 200
    assert [row["graphic"] for row in answer.json()["rows"]] == ["half-time", "lower-player", "title"]
    assert [row["id"] for row in answer.json()["rows"][:2]] == [second["id"], first["id"]]
    _, listed = await desk.get("rundowns")
    assert listed == [answer.json()] == [(await desk.get(f"rundowns/{made['id']}"))[1]]


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"name": "Night", "rows": [{"graphic": "nonsense"}]}, 409, "Row 1: There is no graphic of this name."),
        (
            {"name": "Night", "rows": [{"graphic": "slate", "zone": "bug"}]},
            409,
            "Row 1: This graphic has no place there.",
        ),
        ({"name": "Night", "rows": [{"graphic": "slate", "auto_out_ms": 1}]}, 409, "Row 1: "),
        ({"name": "", "rows": []}, 422, "name"),
        ({"name": "Night", "rows": [{"graphic": "slate", "color": 1}]}, 422, "color"),
        ({"name": "Kept"}, 409, "The rundown: "),
    ],
)
async def test_a_wrong_rundown_is_refused_whole(desk: Desk, values: dict[str, Any], status: int, said: str) -> None:
    """It is said which row is wrong, and what was there stays."""
    await desk.post("rundowns", name="Kept", rows=ROWS)
    got, answer = await desk.post("rundowns", **values)
    assert (got, answer["ok"]) == (status, False) and said in answer["said"]
    assert await RundownRow.objects.acount() == 2
    assert [one["name"] for one in (await desk.get("rundowns"))[1]] == ["Kept"]


async def test_what_is_nested_too_deeply_is_refused(desk: Desk) -> None:
    """As what is no JSON is: it is no fault of the server's."""
    nested = '{"graphic":"slate","data":{"deep":' + "[" * 5_000 + "]" * 5_000 + "}}"
    bodies = {
        f"outputs/{desk.output.pk}/take": f'{{"cue":{nested}}}',
        "rundowns": f'{{"name":"Night","rows":[{nested}]}}',
    }
    for address, body in bodies.items():
        headers = {"Authorization": f"Bearer {desk.token}"}
        answer = await desk.client.post(f"/api/{address}", body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["ok"]) == (400, False), address


async def test_a_rundown_is_removed(desk: Desk) -> None:
    """With its rows; a second time it is not there."""
    _, made = await desk.post("rundowns", name="Night", rows=ROWS)
    bearer = {"Authorization": f"Bearer {desk.token}"}
    assert (await desk.client.delete(f"/api/rundowns/{made['id']}", headers=bearer)).status_code == 200
    assert (await desk.client.delete(f"/api/rundowns/{made['id']}", headers=bearer)).status_code == 404
    assert not await RundownRow.objects.aexists()


async def test_a_user_commands_with_the_csrf_header(desk: Desk, producer: User) -> None:
    """A session alone is not enough, so that no other site can command through a producer's browser."""
    client = AsyncClient(enforce_csrf_checks=True)
    await sync_to_async(client.force_login)(producer)
    address = f"/api/outputs/{desk.output.pk}/clear"
    refused = await client.post(address)
    assert (refused.status_code, refused.json()["ok"]) == (403, False)
    assert (await client.get("/api/outputs")).status_code == 200
    client.cookies["csrftoken"] = "a" * 32
    form = await client.post(address, headers={"X-CSRFToken": "a" * 32})
    assert form.status_code == 400, "a form is no JSON"
    sent = await client.post(address, "{}", content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert sent.status_code == 200


async def test_games_and_documents_are_read_by_pages_and_programs(desk: Desk, producer: User) -> None:
    """By a session, and by a token of all outputs; no answer is kept by anybody."""
    await Follow.objects.acreate(game=desk.game)
    await sync_to_async(desk.client.force_login)(producer)
    for headers in ({}, {"Authorization": f"Bearer {desk.token}"}):
        listed = await desk.client.get("/api/games", headers=headers)
        assert [one["event_id"] for one in listed.json()] == ["g1"]
        assert listed.headers["Cache-Control"] == "no-store"
        held = await desk.client.get("/api/games/g1/document", headers=headers)
        assert held.json()["state"]["score"]["home"] == 8 and held.json()["doc"] == "game:g1"
    assert (await AsyncClient().get("/api/games")).status_code == 401


async def test_a_token_of_one_output_reads_the_game_that_it_points_at(desk: Desk) -> None:
    """No other, and none once it points elsewhere; what is aired is aired by its own output."""

    def made() -> str:
        other = Game.objects.create(event_id="g2", home_id="3", home_name="Owls", away_id="4", away_name="Elks")
        create_output("test", "ARENA", other)
        for game in (desk.game, other):
            Follow.objects.create(game=game)
        own = create_output("test", "TRUCK", desk.game, delay_ms=500)
        return issue("test", "own", "read", own).secret

    secret = await sync_to_async(made)()
    assert [one["event_id"] for one in (await desk.get("games"))[1]] == ["g1", "g2"]
    assert [one["event_id"] for one in (await desk.get("games", token=secret))[1]] == ["g1"]
    assert (await desk.get("games/g1/document", token=secret))[0] == 200
    assert (await desk.get("games/g2/document", token=secret))[0] == 403
    assert (await desk.get("games/nonsense/document", token=secret))[0] == 403
    assert (await desk.get("games/nonsense/document"))[0] == 404
    assert (await desk.get("games/g1/aired", token=secret))[1].get("delay_ms", 500) == 500
    own = await Output.objects.aget(name="TRUCK")
    assert (await desk.get(f"games/g2/aired?output={own.pk}", token=secret))[0] == 403
    await Output.objects.filter(name="TRUCK").aupdate(game=None)
    assert (await desk.get("games/g1/document", token=secret))[0] == 403


async def test_the_page_of_the_api_has_every_word_and_nothing_from_elsewhere(desk: Desk, producer: User) -> None:
    """All its files are the server's own, no script is in the page, and each word has its arguments."""
    assert (await desk.client.get("/api/docs")).status_code == 302
    await sync_to_async(desk.client.force_login)(producer)
    page = (await desk.client.get("/api/docs")).content.decode()
    assert "swagger-ui-bundle.js" in page
    assert "//" not in page and "<script>" not in page
    schema = (await desk.client.get("/api/openapi.json")).json()
    for words, address in ((OUTPUT_WORDS, "/api/outputs/{output_id}/"), (GAME_WORDS, "/api/games/{event_id}/")):
        for name, word in words.items():
            told = schema["paths"][f"{address}{name}"]["post"]
            assert told["summary"] == word.summary
            reference = told["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            assert reference.removeprefix("#/components/schemas/") in schema["components"]["schemas"]
    for reference in {part.split('"')[0] for part in json.dumps(schema).split('"$ref": "#/components/schemas/')[1:]}:
        assert reference in schema["components"]["schemas"]


async def test_a_second_of_samples_is_taken_and_leaves_nothing_behind(desk: Desk) -> None:
    """A reader sends one each 50 ms: none is turned away, the last one counts, and there is nothing to undo."""
    for at in range(20):
        assert (await desk.of("external", ms=60_000 - 50 * at, running=True, period="Q4"))[0] == 200
    assert (await desk.aired())["clock"]["ms"] == 59_050
    assert (await desk.of("undo"))[0] == 409


def test_tokens_in_addresses_are_not_logged() -> None:
    """The access log has the address without the secret."""
    assert mask("GET /api/vmix/1?token=abc&x=1 200") == "GET /api/vmix/1?token=...&x=1 200"
    record = logging.LogRecord("uvicorn.access", 20, "", 0, '"%s %s"', ("GET", "/api/vmix/1?a=1&token=abc"), None)
    assert MaskTokens().filter(record) and record.getMessage() == '"GET /api/vmix/1?a=1&token=..."'
