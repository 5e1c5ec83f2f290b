"""The list that is gone through before a show: what is ready on an output, and what to do about what is not. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from broadcast.basketball.colors import grounds, near_key, own_ground

Document = dict[str, Any]

ALIVE_MS = 30_000
"""Pages tell of themselves every 10 s."""

ENOUGH_FRAMES = 0.9
CLOCK_OFF_MS = 2000


class Check(NamedTuple):
    """One line: `state` is ready, look (it works, but look at it) or wait (not ready)."""

    state: str
    title: str
    text: str


def checks(output: Document, renderers: Document, game: Document | None, now: int, build: str) -> list[Check]:
    """Return the list. `output` is the topic of that name, `renderers` the pages by key, `game` the game document."""
    pages = [page for page in renderers.values() if now - page["seen_at"] < ALIVE_MS]
    found = [_points(output, game), _connected(pages)]
    if pages:
        found += [
            _each(gettext("Size"), pages, lambda page: _size(output, page)),
            _each(gettext("Frame rate"), pages, lambda page: _frames(output, page)),
            _each(gettext("Fonts"), pages, _fonts),
            _each(gettext("Build"), pages, lambda page: _build(page, build)),
            _each(gettext("Clock"), pages, _clock),
        ]
    found.append(_delay(output))
    if trim_ms := output.get("trim_ms"):
        found.append(_trim(trim_ms))
    if game and "game" in game:
        found += [_feed(game), _logos(game["game"]), _colors(game["game"])]
        if "key_color" in output:
            found.append(_key(output["key_color"], game["game"]))
    return found


def _points(output: Document, game: Document | None) -> Check:
    title = gettext("Game")
    if "event_id" not in output:
        return Check("wait", title, gettext("Points at no game. Choose one above."))
    if not game or "game" not in game:
        return Check("wait", title, gettext("The game is not followed: nothing is known of it yet."))
    teams = {side: game["game"][side]["name"] for side in ("away", "home")}
    told = gettext("%(away)s at %(home)s") % teams
    if game["game"].get("rehearsal"):
        return Check("look", title, gettext("%(game)s, a rehearsal.") % {"game": told})
    return Check("ready", title, told)


def _connected(pages: list[Document]) -> Check:
    title = gettext("Connected")
    if not pages:
        return Check("wait", title, gettext("No page is connected. Load the address of a place into its mixer."))
    count = len(pages)
    return Check("ready", title, ngettext("%(count)s page", "%(count)s pages", count) % {"count": count})


def _each(title: str, pages: list[Document], look: Any) -> Check:
    """Return what is wrong with the pages, place by place, or that all are well."""
    told = [(page, problem) for page in pages if (problem := look(page))]
    if not told:
        return Check("ready", title, gettext("All as it should be"))
    return Check("look", title, " ".join(f"{_place(page)}: {problem}" for page, problem in told))


def _place(page: Document) -> str:
    return str(page.get("name") or page.get("address") or gettext("a place without a name"))


def _size(output: Document, page: Document) -> str:
    wanted = [output["width"], output["height"]]
    size = page.get("size")
    if size is None or size == wanted:
        return ""
    params = {"is": f"{size[0]}×{size[1]}", "set": f"{wanted[0]}×{wanted[1]}"}  # noqa: RUF001 (a size is written so)
    return gettext("this source is %(is)s, set %(set)s.") % params


def _frames(output: Document, page: Document) -> str:
    wanted = output["frame_rate"]
    if page.get("fps") is None or page["fps"] >= ENOUGH_FRAMES * wanted:
        return ""
    params = {"is": f"{page['fps']:.0f}", "set": f"{wanted:g}"}
    return gettext("%(is)s frames a second, set the source to %(set)s.") % params


def _fonts(page: Document) -> str:
    return "" if page.get("fonts", True) else gettext("the face is not loaded, texts stand in another.")


def _build(page: Document, build: str) -> str:
    if not build or page.get("build", build) == build:
        return ""
    return gettext("runs an older build. It takes the new one when nothing is on air, or when you let it load anew.")


def _clock(page: Document) -> str:
    offset = page.get("offset_ms")
    if offset is None or abs(offset) < CLOCK_OFF_MS:
        return ""
    seconds = f"{abs(offset) / 1000:.1f}"
    return gettext("the machine's clock is off by %(seconds)s s. Courtside keeps its own time, others may not.") % {
        "seconds": seconds
    }


def _delay(output: Document) -> Check:
    if not output["delay_ms"]:
        return Check("ready", gettext("Delay"), gettext("None: what comes in goes on air at once."))
    seconds = f"{output['delay_ms'] / 1000:.1f}"
    return Check("ready", gettext("Delay"), gettext("%(seconds)s s behind the feed") % {"seconds": seconds})


def _trim(trim_ms: int) -> Check:
    said = gettext("The running clock is %(seconds)s s further on than the feed's, without tenths.")
    return Check("look", gettext("Trim"), said % {"seconds": f"{trim_ms / 1000:.1f}"})


def _feed(game: Document) -> Check:
    title = gettext("Feed")
    match game.get("feed", {}).get("state"):
        case "live":
            return Check("ready", title, gettext("Live"))
        case "scheduled":
            return Check("ready", title, gettext("Waits for the tip-off"))
        case "ended":
            return Check("look", title, gettext("The game is over."))
        case "polling":
            return Check("look", title, gettext("The stream cannot be had: the board alone is asked for."))
        case "catching-up":
            return Check("wait", title, gettext("Catching up"))
        case _:
            return Check("wait", title, gettext("Lost: nothing new is coming in."))


def _logos(game: Document) -> Check:
    title = gettext("Logos")
    without = [game[side]["name"] for side in ("away", "home") if not game[side].get("logo")]
    if len(without) == 1:
        told = gettext("%(team)s has none, so neither is drawn: both or none.") % {"team": without[0]}
        return Check("look", title, told)
    return Check("ready", title, gettext("None: names stand alone.") if without else gettext("Both"))


def _colors(game: Document) -> Check:
    title = gettext("Colors")
    without = [game[side]["name"] for side in ("away", "home") if not game[side].get("color")]
    if without:
        told = gettext("Not known of %(teams)s: gray stands for it. Set it on the page of teams, or for tonight alone.")
        return Check("look", title, told % {"teams": ", ".join(without)})
    if grounds(game)["away"] != own_ground(game["away"]):
        return Check("look", title, gettext("The two clash: the visitors are shown in another of their colors."))
    return Check("ready", title, gettext("Both known, and told apart"))


def _key(key: str, game: Document) -> Check:
    if any(near_key(key, ground) for ground in grounds(game).values()):
        told = gettext("%(color)s is near a team's color, which would be cut out with it. Take magenta or blue.")
        return Check("look", gettext("Key color"), told % {"color": key})
    return Check("ready", gettext("Key color"), key)
