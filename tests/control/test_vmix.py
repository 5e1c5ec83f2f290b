"""The data source of vMix."""

from typing import Any

from asgiref.sync import sync_to_async
from hypothesis import given
from hypothesis import strategies as st

from broadcast.control.tokens import issue
from broadcast.control.vmix import rows
from tests.control.conftest import Desk
from tests.control.documents import game_on_air

TOPICS = ("score", "players", "team_stats", "possession")


def test_a_row_has_what_is_known_of_a_team() -> None:
    """Names, score, points by period, timeouts and who leads, as texts."""
    away, home = rows(game_on_air(possession={"team": "home"}), ("away", "home"))
    assert (away["name"], home["abbreviation"], home["score"]) == ("Wolves", "RAV", "8")
    assert (home["period_1"], home["period_2"], home["period_3"], home["overtime_1"]) == ("5", "3", "", "")
    assert (home["timeouts"], home["fouls"], home["bonus"]) == ("4", "", "")
    assert (home["leader_pts"], home["leader_pts_value"]) == ("#23 KOVALENKO", "10")
    assert home["leader_reb"] == "#0 ARDEN / #23 KOVALENKO"
    assert (home["leader_ast"], home["leader_ast_value"]) == ("", "")
    assert (away["possession"], home["possession"]) == ("", "1")


def test_halves_and_overtimes_have_their_places() -> None:
    """A game of halves has two periods; what comes after them is overtime."""
    score = {"home": 9, "periods": {"H1": {"order": 1, "home": 4}, "OT2": {"order": 4, "home": 5}, "odd": {"order": 9}}}
    document = game_on_air(score=score)
    document["game"] = document["game"] | {"format": "HALF", "rules": "NCAA_M"}
    home = rows(document, ("home", "away"))[0]
    assert (home["period_1"], home["period_2"], home["overtime_1"], home["overtime_2"]) == ("4", "", "", "5")


@given(st.sets(st.sampled_from(TOPICS)), st.booleans())
def test_the_table_has_one_shape_whatever_is_known(missing: set[str], nothing: bool) -> None:
    """vMix keeps the columns that it was set up with: the same, in one order, all texts, and never a clock."""
    document: dict[str, Any] = {name: topic for name, topic in game_on_air().items() if name not in missing}
    table = rows({} if nothing else document, ("away", "home"))
    assert [list(row) for row in table] == [list(row) for row in rows(game_on_air(), ("away", "home"))]
    assert all(type(value) is str for row in table for value in row.values())
    assert not any("clock" in column for row in table for column in row)


async def test_vmix_reads_with_a_token_in_the_address(desk: Desk) -> None:
    """It can send an address alone. The table is an array, in the output's order; nothing else opens so."""
    token = (await sync_to_async(issue)("test", "vMix", "read", desk.output)).secret
    answer = await desk.client.get(f"/api/vmix/{desk.output.pk}?token={token}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert [row["score"] for row in answer.json()] == ["11", "8"]
    desk.output.team_order = "HOME_FIRST"
    await desk.output.asave()
    swapped = await desk.client.get(f"/api/vmix/{desk.output.pk}?token={token}")
    assert [row["score"] for row in swapped.json()] == ["8", "11"]
    assert (await desk.client.get(f"/api/vmix/{desk.output.pk}?token=nonsense")).status_code == 401
    assert (await desk.client.get(f"/api/outputs/{desk.output.pk}?token={token}")).status_code == 401
    assert (await desk.client.post(f"/api/outputs/{desk.output.pk}/clear?token={token}")).status_code == 401
