"""The simulator's league: invented teams, people and colors. No name here is of a real team or person.

Names carry accents, apostrophes and letters beyond Latin-1, and every home team has both a "0" and a "00",
so that whatever shows a simulated game has shown these at least once.
"""

from __future__ import annotations

from random import Random

import msgspec

from broadcast.recordings.headers import Player, Team

# (id, name, jersey color)
_TEAMS = (
    (501, "Kestrel Bay Lanterns", "#F2A900"),
    (502, "Marrow Falls Herons", "#00594C"),
    (503, "Port Osprey Tideline", "#0B2265"),
    (504, "Fjällnäs Norrsken", "#5F259F"),
    (505, "São Brisa Cometas", "#C8102E"),
    (506, "Grünwinkel Füchse", "#E87722"),
    (507, "Łąkowice Żubry", "#1D252D"),
    (508, "Saint-Évrel Étoiles", "#6CACE4"),
    (509, "Copper Mesa Roadrunners", "#862633"),
    (510, "Quill River Otters", "#007A33"),
    (511, "Isla Ceniza Volcanes", "#FEDD00"),
    (512, "Thornwick Owls", "#FFFFFF"),
)
_WHITE, _INK = "#FFFFFF", "#14171C"
# Two jerseys nearer than this (Euclidean, of 441) would be hard to tell apart on a court.
_NEAREST_COLORS = 150

_MEN = (
    "Adrik", "Bastien", "Calder", "Dariel", "Emeka", "Fintan", "Goran", "Håkon", "Ilias", "Jovan", "Kwabena",
    "Léandro", "Mateja", "Nnamdi", "Oisín", "Pål", "Quillan", "Rúben", "Søren", "Tariq", "Uroš", "Vasco",
)  # fmt: skip
_WOMEN = (
    "Amaïa", "Brynja", "Catarina", "Dunja", "Elín", "Fatou", "Gréta", "Hedda", "Imani", "Jūratė", "Kamila",
    "Liora", "Maëlle", "Noor", "Océane", "Petra", "Ragnhild", "Saoirse", "Tereza", "Ulla", "Véra", "Zélie",
)  # fmt: skip
_LAST = (
    "Abernoth", "Bàlint-Crow", "Čavorka", "D'Elbreuil", "Eskvold", "Fontanarrès", "Grzybłowski",
    "Hallström-Nye", "Ixtaberri", "Jøkulsen", "Kováčnik", "Lindqvær", "M'Boualé", "Nørgrim",
    "O'Tannahill", "Pereirinha", "Quessendaal", "Rautavuo", "Šimoviene", "Þorgrímur", "Uzunçay",
    "van der Meerhof", "Wîndelstone", "Yıldızcan", "Zmajević", "Ashgrove", "Brackenhall", "Coldharbor",
    "Dunmarrow", "Elderfen", "Fallowmere", "Greywater-Obi",
)  # fmt: skip
_NUMBERS = tuple(str(number) for number in range(1, 56))
_POSITIONS = ("G", "G", "F", "F", "C", "G", "F", "G", "C", "F", "G", "F", "C")
_VENUES = (
    "Lighthouse Hall",
    "Old Foundry Arena",
    "Harbor Street Gym",
    "Pavillon des Brumes",
    "Nordlys Arena",
)


class Talent(msgspec.Struct, frozen=True, kw_only=True):
    """How good a player is at what: weights and factors round 1; `free_throws` a probability."""

    share: float
    usage: float
    shooting: float
    threes: float
    passing: float
    rebounding: float
    defense: float
    free_throws: float


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A team in a game: its roster (starters first), its players' talents, and what it wears."""

    team: Team
    talents: dict[int, Talent]
    jersey: str
    number: str


def draw_sides(rng: Random, gender: str) -> tuple[Side, Side]:
    """Draw two teams, home first, with colors that can be told apart."""
    first, second = rng.sample(_TEAMS, 2)
    names = _draw_names(rng, gender, 2 * len(_POSITIONS))
    home_jersey = first[2]
    away_jersey = away_color(home_jersey, second[2])
    home = _draw_side(rng, first[0], first[1], home_jersey, names[: len(_POSITIONS)], ["0", "00"])
    away = _draw_side(rng, second[0], second[1], away_jersey, names[len(_POSITIONS) :], [])
    return home, away


def away_color(home_jersey: str, away_jersey: str) -> str:
    """Give what the guests wear: their own color, or white or ink where it could be taken for the hosts'."""
    if _distance(home_jersey, away_jersey) >= _NEAREST_COLORS:
        return away_jersey
    return _WHITE if _distance(home_jersey, _WHITE) >= _NEAREST_COLORS else _INK


def draw_people(rng: Random, gender: str, count: int) -> list[tuple[str, str]]:
    """Draw first and last names of so many people, no two the same."""
    first_names = _WOMEN if gender == "WOMEN" else _MEN
    return rng.sample([(first, last) for last in _LAST for first in first_names], count)


def draw_numbers(rng: Random, special: list[str], count: int) -> list[str]:
    """Draw so many jersey numbers of one team, in any order; the special ones are among them."""
    numbers = special + rng.sample(_NUMBERS, count - len(special))
    rng.shuffle(numbers)
    return numbers


def draw_officials(rng: Random, gender: str) -> list[dict[str, object]]:
    """Draw three officials."""
    names = _draw_names(rng, gender, 3)
    roles = ("CREW_CHIEF", "REFEREE", "UMPIRE")
    numbers = rng.sample(_NUMBERS, 3)
    return [
        {"id": 9000 + place, "name": f"{first} {last}", "jersey": number, "role": role}
        for place, ((first, last), number, role) in enumerate(zip(names, numbers, roles, strict=True), start=1)
    ]


def draw_venue(rng: Random) -> str:
    """Draw a hall."""
    return rng.choice(_VENUES)


def _draw_names(rng: Random, gender: str, count: int) -> list[tuple[str, str]]:
    first_names = _WOMEN if gender == "WOMEN" else _MEN
    last_names = rng.sample(_LAST, min(count, len(_LAST)))
    return [(rng.choice(first_names), last) for last in last_names]


def _draw_side(
    rng: Random, team_id: int, name: str, jersey: str, names: list[tuple[str, str]], special: list[str]
) -> Side:
    numbers = draw_numbers(rng, special, len(names))
    rotation = draw_rotation(rng, len(names))
    players = []
    talents = {}
    for place, ((first, last), number, position) in enumerate(zip(names, numbers, _POSITIONS, strict=True)):
        player = Player(
            id=team_id * 100 + place + 1,
            first_name=first,
            last_name=last,
            jersey=number,
            position=position,
            starter=place < 5,
            display_name=f"{first} {last}",
        )
        players.append(player)
        talents[player.id] = draw_talent(rng, position, rotation[place])
    team = Team(id=team_id, name=name, players=tuple(players), reference_id=str(900_000 + team_id))
    return Side(team=team, talents=talents, jersey=jersey, number=readable_on(jersey))


def draw_rotation(rng: Random, players: int) -> list[float]:
    """Draw each player's share of the time: five starters, four or five of the bench, the rest none."""
    starters = [0.71, 0.70, 0.68, 0.66, 0.64]
    bench = rng.choice([[0.48, 0.42, 0.37, 0.34], [0.42, 0.36, 0.32, 0.28, 0.23]])
    shares = starters + bench
    return (shares + [0.0] * players)[:players]


def draw_talent(rng: Random, position: str, share: float) -> Talent:
    """Draw how good a player of a position (G, F or C) is, who plays that share of the time."""
    big, small = position == "C", position == "G"
    return Talent(
        share=share,
        usage=rng.uniform(0.6, 1.5) * (0.6 + share),
        shooting=rng.uniform(0.92, 1.07),
        threes=rng.uniform(0.1, 0.5) if big else rng.uniform(0.8, 1.4),
        passing=rng.uniform(1.0, 2.2) if small else rng.uniform(0.4, 1.0),
        rebounding=rng.uniform(1.6, 2.4) if big else rng.uniform(0.5, 1.3),
        defense=rng.uniform(0.7, 1.3),
        free_throws=rng.uniform(0.58, 0.76) if big else rng.uniform(0.70, 0.90),
    )


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _distance(one: str, other: str) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(_rgb(one), _rgb(other), strict=True)) ** 0.5)


def readable_on(color: str) -> str:
    """White or ink, whichever has more contrast with a color (relative luminance, WCAG 2)."""
    linear = [value / 3294.6 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in _rgb(color)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # White has the more contrast below the geometric middle between its luminance and that of ink (0.008).
    return _WHITE if luminance + 0.05 < ((1.0 + 0.05) * (0.008 + 0.05)) ** 0.5 else _INK
