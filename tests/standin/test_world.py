"""A world over real HTTP: what one endpoint says agrees with every other."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.standin.reader import DAY, Reader, box

Row = dict[str, Any]
pytestmark = pytest.mark.asyncio(loop_scope="module")


def nonzero(line: Row) -> Row:
    """Leave out the stats that are 0: a correction leaves them, a play that never was does not."""
    return {stat: value for stat, value in line.items() if value}


def summed(lines: list[Row]) -> Row:
    """Sum lines up."""
    whole: Counter[str] = Counter()
    for line in lines:
        whole.update(line)
    return nonzero(whole)


def by_player(stats: list[Row]) -> dict[str, Row]:
    """Give lines by player; a player stands in a list once."""
    assert len({row["pid"] for row in stats}) == len(stats)
    return {row["pid"]: nonzero(row["totalStats"]) for row in stats if nonzero(row["totalStats"])}


def count(shots: list[Row]) -> Row:
    """Count shots of the session shape as their summary does."""
    made = [shot for shot in shots if shot["is_make"]]
    return {
        "FGA": len(shots),
        "FG": len(made),
        "FGA3": sum(shot["is_3point"] for shot in shots),
        "FG3": sum(shot["is_3point"] for shot in made),
        "FGA2": sum(not shot["is_3point"] for shot in shots),
        "FG2": sum(not shot["is_3point"] for shot in made),
    }


async def test_teams(world: Reader) -> None:
    """Every listed team has its roster, with "0" and "00", inactive players, and a sensor for each."""
    teams = (await world.get("/v1/data/teams"))["teams"]
    assert len(teams) == 12
    for team in teams:
        roster = await world.get(f"/v1/data/teams/{team['id']},SHOTTRACKER")
        players = roster.pop("players")
        assert roster == team
        assert await world.get(f"/v1/data/teams/{team['reference_id']},EXTERNAL") == roster | {"players": players}
        numbers = [player["jersey_number_str"] for player in players]
        assert {"0", "00"} <= set(numbers)
        assert len(set(numbers)) == len(numbers)
        assert {player["is_active"] for player in players} == {True, False}
        assert sum(player["is_starter"] for player in players) == 5
        assert len({player["sensor"] for player in players}) == len(players)


async def test_officials(world: Reader) -> None:
    """Officials' teams have officials with a microphone and a camera, and every game has one of those teams."""
    crews = (await world.get("/v1/data/officials/teams"))["teams"]
    for crew in crews:
        officials = (await world.get(f"/v1/data/officials/teams/{crew['id']}"))["players"]
        for official in officials:
            assert {service["type"] for service in official["special_services"]} == {"MIC", "VIDEO"}
    assert {game["officials_team_id"] for game in await world.games()} == {crew["id"] for crew in crews}


async def test_schedule_and_places(world: Reader) -> None:
    """The schedule has games over, under way and to come, each between teams and at a court that are listed."""
    games = await world.games()
    teams = {team["id"]: team["name"] for team in (await world.get("/v1/data/teams"))["teams"]}
    courts = {}
    for facility in (await world.get("/v1/data/facilities"))["facilities"]:
        assert abs(facility["lat"]) <= 90 and abs(facility["lng"]) <= 180
        layouts = (await world.get(f"/v1/data/facilities/{facility['id']}/courts"))["courts"]
        assert [{"id": court["id"], "name": court["name"]} for court in layouts] == facility["courts"]
        for court in layouts:
            assert court["width"] > court["height"]
            assert sorted(hoop["y"] for hoop in court["hoops"]) == [-court["hoops"][0]["y"], court["hoops"][0]["y"]]
            courts[court["location_id"]] = (facility["name"], court["name"])
    assert {game["status"] for game in games} == {"SCHEDULED", "ACTIVE", "ENDED"}
    assert sum(game["status"] == "ACTIVE" for game in games) == 3
    times: dict[tuple[int, int], int] = Counter()
    for game in games:
        assert teams[game["home_team_id"]] == game["home_team_name"]
        assert teams[game["away_team_id"]] == game["away_team_name"]
        assert courts[game["location_id"]] == (game["facility_name"], game["court_name"])
        day = (game["tipoff_at"] - world.now + 12 * 3_600_000) // DAY
        times.update({(game["home_team_id"], day): 1, (game["away_team_id"], day): 1})
        assert (game["status"] == "SCHEDULED") == (game["tipoff_at"] > world.now)
    assert set(times.values()) == {1}


async def test_schedule_before_and_after_a_game_comes_on(world: Reader) -> None:
    """A game's schedule object is the same whether or not it has been played through to be asked about."""
    before = await world.games()
    # To play the others through would take long, and show no more.
    for game in [game for game in before if abs(game["tipoff_at"] - world.now) < DAY]:
        event = await world.get(game["_results"].removeprefix(world.standin.url))
        assert event["id"] == game["event_id"]
        assert (event["results"] == []) == (game["status"] == "SCHEDULED")
    assert await world.games() == before


async def test_a_game_agrees_with_itself(world: Reader) -> None:
    """Stats, plays, shots, possessions and totals of a game that is over say the same, in the game and its sessions."""
    game = await world.ended()
    told = await box(world, game["event_id"])
    catch_up = await world.get(f"/v1/data/stats/games/{game['event_id']}/stats,details,shots,possessions,ballscreens")
    for name in ("stats", "details", "shots", "possessions", "ballscreens"):
        assert catch_up[name] == told[name][name]
    totals = catch_up["gameTotals"]
    assert all(told[name]["gameTotals"] == totals for name in ("stats", "shots", "stats/presence", "stats/details"))
    stats = by_player(told["stats"]["stats"])
    plays: dict[str, list[Row]] = {}
    for row in told["details"]["details"]:
        plays.setdefault(row.get("pid", ""), []).append(row["stats"])
    assert stats == {player: summed(lines) for player, lines in plays.items() if summed(lines)}
    for player, line in stats.items():
        shots = [row for row in told["shots"]["shots"] if row["pid"] == player]
        assert line.get("FGA", 0) == len(shots)
        assert line.get("FG3", 0) == sum(row["is3"] and row["st"] == "MAKE" for row in shots)
    sessions = [session["stats"]["teams"] for session in told["sessions"].values()]
    for side in ("home", "away"):
        team, points = totals[f"{side}TeamScore"]["teamId"], totals[f"{side}TeamScore"]["value"]
        mine = [row for row in told["stats"]["stats"] if row["tid"] == team]
        assert sum(row["totalStats"].get("PTS", 0) for row in mine) == points
        entries = [
            entry for session in sessions for one in session if str(one["id"]) == team for entry in one["player_stats"]
        ]
        whole = [entry["stats"] for entry in entries if entry["id"] == 0]
        assert summed(whole) == summed([row["totalStats"] for row in mine])
        for row in mine:
            theirs = [entry["stats"] for entry in entries if str(entry["id"]) == row["pid"]]
            assert summed(theirs) == nonzero(row["totalStats"])
        (deprecated,) = [one for one in told["stats/details"]["teams"] if str(one["id"]) == team]
        assert nonzero(deprecated["player_stats"][0]["stats"]) == summed(whole)


async def test_sessions_agree_with_their_game(world: Reader) -> None:
    """Each session has the game's shots, plays and possessions of its time, and its summary counts them."""
    event_id = (await world.live())["event_id"]
    async with world.still(event_id):
        told = await box(world, event_id)
    shots, possessions, details = 0, 0, 0
    for session_id, session in told["sessions"].items():
        for team in session["shots"]["teams"]:
            for entry in team["player_shots"]:
                short = [
                    row for row in told["shots"]["shots"] if (row["pid"], row["sid"]) == (str(entry["id"]), session_id)
                ]
                assert [(row["t"], row["hsx"], row["st"] == "MAKE") for row in short] == [
                    (shot["occurred_at"], shot["hoop_player_x"], shot["is_make"]) for shot in entry["shots"]
                ]
                shots += len(short)
        summaries = {team["id"]: team["summary"] for team in session["possessions/summary"]["teams"]}
        for team in session["possessions"]["teams"]:
            rows = team["possessions"]
            assert summaries[team["id"]]["POSSESSIONS"] == len(rows)
            length = sum(row["end_timestamp"] - row["start_timestamp"] for row in rows)
            assert summaries[team["id"]]["DURATION"] == length
            assert all(f"id={session_id}&from={row['start_timestamp']}" in row["_locations"] for row in rows)
            possessions += len(rows)
        for team in session["stats/details"]["teams"]:
            bare = [{key: value for key, value in entry.items() if key != "details"} for entry in team["player_stats"]]
            assert bare in [one["player_stats"] for one in session["stats"]["teams"]]
            for entry in team["player_stats"]:
                assert summed([row["stats"] for row in entry["details"]]) == (
                    {} if entry["id"] == 0 else nonzero(entry["stats"])
                )
                details += sum("pid" in row for row in entry["details"])
    assert shots == len(told["shots"]["shots"])
    assert possessions == sum(len(team["possessions"]) for team in told["possessions"]["possessions"])
    counted = [row for row in told["details"]["details"] if row["stats"]]
    assert details >= len(counted)


async def test_presence(world: Reader) -> None:
    """Minutes are those of five a team over the game's length; possessions those with the player on the floor."""
    game = await world.ended()
    told = await box(world, game["event_id"])
    rows = told["stats/presence"]["stats"]
    periods = [period["period"] for period in told["shots"]["gameTotals"]["periodTotals"]]
    minutes = 10 * 4 + 5 * sum(period.startswith("OT") for period in periods)
    for team in (game["home_team_id"], game["away_team_id"]):
        mine = [row for row in rows if row["tid"] == str(team)]
        assert sum(row["totalStats"]["MIN"] for row in mine) == pytest.approx(5 * minutes, abs=0.1)
        held = next(one for one in told["possessions"]["possessions"] if one["id"] == team)["possessions"]
        for row in mine:
            on_floor = sum(int(row["pid"]) in possession["player_ids"] for possession in held)
            assert row["totalStats"]["POSSESSIONS"] == on_floor


async def test_team_events(world: Reader) -> None:
    """A team's events are its games of the schedule and its practices; workouts come only where they are asked for."""
    games = await world.games()
    near = {game["event_id"] for game in games if abs(game["tipoff_at"] - world.now) < DAY}
    practices = 0
    for team in (await world.get("/v1/data/teams"))["teams"]:
        path = f"/v1/data/teams/{team['id']}/events?{world.window}"
        events = (await world.get(path))["events"]
        workouts = (await world.get(f"{path}&workoutsonly=true"))["events"]
        mine = [game["event_id"] for game in games if team["id"] in (game["home_team_id"], game["away_team_id"])]
        assert [event["id"] for event in (await world.get(f"{path}&gamesonly=true"))["events"]] == mine
        assert [event["id"] for event in events if "game_type" in event] == mine
        for event in [event for event in events if "game_type" not in event] + workouts:
            practices += 1
            assert await world.get(f"/v1/data/teams/{team['id']}/practices/{event['id']}") == event
            kinds = {result["type"] for result in event["results"]}
            assert kinds <= ({"WORKOUT"} if event in workouts else {"DRILL", "SCRIMMAGE"})
        for event in events:
            if event["id"] in near:
                assert await world.get(f"/v1/data/games/{event['id']}") == event
    assert practices == (await world.get("/v1/data/system/stats"))["stats"]["practices"]


async def test_players_over_time(world: Reader) -> None:
    """Practices are shooting, scrimmage and workouts; games are the games' stats; each summary counts its shots."""
    games = (await world.get(f"/v1/data/schedule/games?{world.past}"))["games"]
    assert {game["status"] for game in games} == {"ENDED"}
    seen = Counter[str]()
    for team in (await world.get("/v1/data/teams"))["teams"]:
        players = f"/v1/data/teams/{team['id']}/players"

        async def stats(family: str, players: str = players) -> list[Row]:
            found: list[Row] = (await world.get(f"{players}/{family}/stats?{world.past}"))["stats"]
            seen[family] += len(found)
            return found

        parts = [
            row for family in ("practice/shooting", "practice/scrimmage", "workouts") for row in await stats(family)
        ]
        whole = by_player(await stats("practice"))
        for player in {row["pid"] for row in parts}:
            assert whole.pop(player) == summed([row["totalStats"] for row in parts if row["pid"] == player])
        assert whole == {}
        mine = [game["event_id"] for game in games if team["id"] in (game["home_team_id"], game["away_team_id"])]
        rows = [
            row
            for event_id in mine
            for row in (await world.get(f"/v1/data/stats/games/{event_id}/stats"))["stats"]
            if row["tid"] == str(team["id"])
        ]
        lines = by_player(await stats("game"))
        assert lines == {
            player: summed([row["totalStats"] for row in rows if row["pid"] == player])
            for player in {row["pid"] for row in rows if nonzero(row["totalStats"])}
        }
        for family, of in (
            ("practice", "practice"),
            ("practice/scrimmage", "practice/scrimmage"),
            ("practice/shooting", "practice/shooting"),
            ("workout", "workouts"),
            ("game", "game"),
        ):
            (shots,) = (await world.get(f"{players}/{family}/shots?{world.past}"))["teams"]
            (short,) = (await world.get(f"{players}/{family}/shots/summary?{world.past}"))["teams"]
            held = by_player(await stats(of))
            for entry, summary in zip(shots["player_shots"], short["player_shots"], strict=True):
                assert (entry["id"], entry["player_details"]) == (summary["id"], summary["player_details"])
                assert summary["summary"] == count(entry["shots"])
                assert nonzero(summary["summary"]).items() <= held[str(entry["id"])].items()
    assert min(seen.values()) > 0


async def test_practice_sessions(world: Reader) -> None:
    """Each session of a practice has its box score and shots, which add up to the team's practice stats."""
    for team in (await world.get("/v1/data/teams"))["teams"][:4]:
        path = f"/v1/data/teams/{team['id']}"
        lines: dict[str, list[Row]] = {}
        for query in ("", "&workoutsonly=true"):
            for event in (await world.get(f"{path}/events?{world.past}{query}"))["events"]:
                for session in [] if "game_type" in event else event["results"]:
                    (score,) = (await world.get(f"/v1/data/stats/{session['id']}/stats"))["teams"]
                    (shots,) = (await world.get(f"/v1/data/stats/{session['id']}/shots"))["teams"]
                    for entry in score["player_stats"]:
                        if entry["id"]:
                            lines.setdefault(str(entry["id"]), []).append(entry["stats"])
                    taken = sum(len(entry["shots"]) for entry in shots["player_shots"])
                    assert score["player_stats"][0]["stats"].get("FGA", 0) == taken
        whole = by_player((await world.get(f"{path}/players/practice/stats?{world.past}"))["stats"])
        assert whole == {player: summed(found) for player, found in lines.items() if summed(found)}


async def test_system_stats(world: Reader) -> None:
    """The counts of the system are those of the lists."""
    counts = (await world.get("/v1/data/system/stats"))["stats"]
    games = await world.games()
    teams = (await world.get("/v1/data/teams"))["teams"]
    facilities = (await world.get("/v1/data/facilities"))["facilities"]
    rosters = [(await world.get(f"/v1/data/teams/{team['id']},SHOTTRACKER"))["players"] for team in teams]
    players = [player for roster in rosters for player in roster]
    assert (counts["games"], counts["teams"], counts["players"]) == (len(games), len(teams), len(players))
    assert counts["active_games"] == sum(game["status"] == "ACTIVE" for game in games)
    assert counts["facilities"] == len(facilities)
    assert counts["courts"] == sum(len(facility["courts"]) for facility in facilities)
    assert counts["sensors"] == len({player["sensor"] for player in players})
