"""A world over real HTTP: what one endpoint says agrees with every other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio

from tests.standin.reader import DAY, Reader, reading

Row = dict[str, Any]
STEP = 40
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[7, 20260103])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[Reader]:
    """Serve a world that the tests of this module only read."""
    async with reading(request.param) as reader:
        yield reader


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
    for game in before:
        event = await world.get(game["_results"].removeprefix(world.standin.url))
        assert event["id"] == game["event_id"]
        assert (event["results"] == []) == (game["status"] == "SCHEDULED")
    assert await world.games() == before


async def box(world: Reader, event_id: str) -> dict[str, Any]:
    """Give everything that is told of one game."""
    stats = f"/v1/data/stats/games/{event_id}"
    names = ("stats", "details", "shots", "possessions", "ballscreens", "stats/presence", "stats/details")
    told = {name: await world.get(f"{stats}/{name}") for name in names}
    told["event"] = await world.get(f"/v1/data/games/{event_id}")
    told["sessions"] = {
        session["id"]: {
            name: await world.get(f"/v1/data/stats/{session['id']}/{name}")
            for name in ("stats", "stats/details", "shots", "possessions", "possessions/summary")
        }
        for session in told["event"]["results"]
    }
    return told


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
    told = await box(world, (await world.live())["event_id"])
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
            if "game_type" in event:
                assert await world.get(f"/v1/data/games/{event['id']}") == event
    assert practices == (await world.get("/v1/data/system/stats"))["stats"]["practices"]


async def test_players_over_time(world: Reader) -> None:
    """Practices are shooting, scrimmage and workouts; games are the games' stats; each summary counts its shots."""
    games = [game for game in await world.games() if game["status"] != "SCHEDULED"]
    seen = Counter[str]()
    for team in (await world.get("/v1/data/teams"))["teams"]:
        players = f"/v1/data/teams/{team['id']}/players"

        async def stats(family: str, players: str = players) -> list[Row]:
            found: list[Row] = (await world.get(f"{players}/{family}/stats?{world.window}"))["stats"]
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
            (shots,) = (await world.get(f"{players}/{family}/shots?{world.window}"))["teams"]
            (short,) = (await world.get(f"{players}/{family}/shots/summary?{world.window}"))["teams"]
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
            for event in (await world.get(f"{path}/events?{world.window}{query}"))["events"]:
                for session in [] if "game_type" in event else event["results"]:
                    (score,) = (await world.get(f"/v1/data/stats/{session['id']}/stats"))["teams"]
                    (shots,) = (await world.get(f"/v1/data/stats/{session['id']}/shots"))["teams"]
                    for entry in score["player_stats"]:
                        if entry["id"]:
                            lines.setdefault(str(entry["id"]), []).append(entry["stats"])
                    taken = sum(len(entry["shots"]) for entry in shots["player_shots"])
                    assert score["player_stats"][0]["stats"].get("FGA", 0) == taken
        whole = by_player((await world.get(f"{path}/players/practice/stats?{world.window}"))["stats"])
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


async def located(world: Reader, session_id: str, begin: int, end: int) -> list[list[Row]]:
    """Give the locations of a window, one list a time step."""
    body = await world.get(f"/v1/data/sensors/locations?id={session_id}&from={begin}&to={end}")
    return [step["locations"] for step in body]


async def test_locations(world: Reader) -> None:
    """Tracking agrees with shots, screens, lineups, clocks and sensors."""
    game = await world.ended()
    told = await box(world, game["event_id"])
    assignments = await world.get(f"/v1/data/games/{game['event_id']}/sensor/assignments/history")
    session = told["event"]["results"][1]

    async def near(t: int) -> dict[int | None, Row]:
        steps = await located(world, session["id"], t - STEP // 2, t + STEP // 2)
        return {row["pid"]: row for row in steps[0]}

    for shot in [row for row in told["shots"]["shots"] if row["sid"] == session["id"]]:
        step = await near(shot["t"])
        shooter, ball = step[int(shot["pid"])], step[None]
        assert max(abs(shooter["x"] - shot["px"]), abs(shooter["y"] - shot["py"])) <= 1
        assert max(abs(ball["x"] - shot["px"]), abs(ball["y"] - shot["py"])) <= 1
        assert (ball["type"], ball["tid"], shooter["tid"]) == ("BALL", None, int(shot["tid"]))
        assert abs(seconds(shooter["gc"]) - seconds(shot["gc"])) <= 0.2
    screens = [row for row in told["ballscreens"]["ballscreens"] if row["sessionId"] == session["id"]]
    assert screens
    for screen in screens:
        setter = (await near(screen["timestamp"]))[int(screen["screenerPlayerIds"][0])]
        assert max(abs(setter["x"] - screen["screenerX"]), abs(setter["y"] - screen["screenerY"])) <= 1
        assert abs(seconds(setter["gc"]) - seconds(screen["startGameClock"])) <= 0.2
    for t in range(session["started_at"] + 100, session["ended_at"] - 100, 97_131):
        step = await near(t)
        moment = next(iter(step.values()))["t"]
        path = f"/v1/data/games/{game['event_id']}/lineups?timestamp={moment}"
        lineups = (await world.get(path))["lineups"]
        floor = {(team["team_id"], player) for team in lineups for player in team["player_ids"]}
        assert {(row["tid"], row["pid"]) for row in step.values() if row["type"] == "PLAYER"} == floor
        for row in step.values():
            worn = [one for one in assignments if one["player_id"] == row["pid"] and one["timestamp"] <= moment]
            assert row["tag"] == (str(worn[-1]["sensor"]) if worn else None)


async def test_locations_follow_one_another(world: Reader) -> None:
    """Tracking comes at 25 Hz, the same in every window, and nobody runs faster than a person can."""
    session = (await world.get(f"/v1/data/games/{(await world.ended())['event_id']}"))["results"][0]
    begin = session["started_at"]
    steps = await located(world, session["id"], begin + 10_000, begin + 70_000)
    at = {step[0]["t"]: step for step in steps}
    assert {later - earlier for earlier, later in pairwise(at)} == {STEP}
    assert len(steps) in (1500, 1501)
    for earlier, later in pairwise(steps):
        was = {row["pid"]: row for row in earlier}
        for row in later:
            if row["type"] == "PLAYER" and row["pid"] in was:
                way = math.hypot(row["x"] - was[row["pid"]]["x"], row["y"] - was[row["pid"]]["y"])
                assert way <= 10 * STEP + 2, "faster than 10 m/s"
    again = await located(world, session["id"], begin + 30_000, begin + 31_000)
    assert again == [at[step[0]["t"]] for step in again]
    whole = await located(world, session["id"], session["ended_at"] - 1_000, session["ended_at"] + 60_000)
    assert session["ended_at"] - STEP <= whole[-1][0]["t"] <= session["ended_at"]


def seconds(clock: str) -> float:
    """Read a game clock."""
    minutes, _, rest = clock.rpartition(":")
    return int(minutes or 0) * 60 + float(rest)


async def test_locations_of_practices(world: Reader) -> None:
    """A drill, a scrimmage and a workout are tracked too: whoever shoots is at the place of the shot, with the ball."""
    seen = set()
    for team in (await world.get("/v1/data/teams"))["teams"]:
        for query in ("", "&workoutsonly=true"):
            path = f"/v1/data/teams/{team['id']}/events?{world.window}{query}"
            for event in (await world.get(path))["events"]:
                for session in [] if "game_type" in event else event["results"]:
                    if session["type"] in seen or session["ended_at"] is None:
                        continue
                    (shots,) = (await world.get(f"/v1/data/stats/{session['id']}/shots"))["teams"]
                    entry = shots["player_shots"][0]
                    for shot in entry["shots"][:5]:
                        t = shot["occurred_at"]
                        steps = await located(world, session["id"], t - STEP // 2, t + STEP // 2)
                        for row in steps[0]:
                            if row["pid"] in (entry["id"], None):
                                assert abs(row["x"] - shot["player_x"]) <= 1
                                assert abs(row["y"] - shot["player_y"]) <= 1
                            assert row["tid"] in (team["id"], None)
                    seen.add(session["type"])
    assert seen == {"DRILL", "SCRIMMAGE", "WORKOUT"}


async def test_sensor_assignments(world: Reader) -> None:
    """Every active player has a sensor from the start of each session, and some change theirs within one."""
    game = await world.ended()
    rows = await world.get(f"/v1/data/games/{game['event_id']}/sensor/assignments/history")
    event = await world.get(f"/v1/data/games/{game['event_id']}")
    active = set()
    for side in ("home", "away"):
        roster = await world.get(f"/v1/data/teams/{game[f'{side}_team_id']},SHOTTRACKER?game_event_id={event['id']}")
        active |= {player["id"] for player in roster["players"] if player["is_active"]}
    assert [row["timestamp"] for row in rows] == sorted(row["timestamp"] for row in rows)
    starts = {session["started_at"] for session in event["results"]}
    for start in starts:
        assert {row["player_id"] for row in rows if row["timestamp"] == start} == active
    changes = [row for row in rows if row["timestamp"] not in starts]
    assert len({row["team_id"] for row in changes}) == 2


async def test_nothing_of_the_future(world: Reader) -> None:
    """What is yet to come of a live game is told nowhere."""
    game = await world.live()
    told = await box(world, game["event_id"])
    now = world.now + 120_000
    assert max(row["t"] for row in told["shots"]["shots"]) <= now
    assert told["event"]["results"][-1]["ended_at"] is None
    running = told["event"]["results"][-1]
    steps = await located(world, running["id"], now - 180_000, now + 180_000)
    assert steps[-1][0]["t"] <= now
    assert [screen for screen in told["ballscreens"]["ballscreens"] if screen["endTimestamp"] > now] == []
