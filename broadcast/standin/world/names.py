"""The invented names of a world: teams with their colors, halls with their places, tournaments, drills."""

from __future__ import annotations

from typing import NamedTuple


class Club(NamedTuple):
    """A team before it has players. `color` is its jersey's."""

    id: int
    name: str
    gender: str
    conference: str
    color: str


CLUBS = (
    Club(601, "Alder Point Ferrymen", "MEN", "Coast", "#0E5A8A"),
    Club(602, "Brindle Creek Foxes", "MEN", "Coast", "#D96B1E"),
    Club(603, "Cinder Hill Smiths", "MEN", "Coast", "#2B2B2B"),
    Club(604, "Dovemoor Kites", "MEN", "Coast", "#7A1F3D"),
    Club(605, "Ellerby Stags", "MEN", "Inland", "#2F6B3A"),
    Club(606, "Fernhollow Owls", "MEN", "Inland", "#F2C230"),
    Club(607, "Göranstad Älgar", "MEN", "Inland", "#5B3A8C"),
    Club(608, "Halden Reach Pilots", "MEN", "Inland", "#C21F2E"),
    Club(651, "Île-aux-Grues Hérons", "WOMEN", "Coast", "#1B7F79"),
    Club(652, "Juniper Flats Comets", "WOMEN", "Coast", "#E0457B"),
    Club(653, "Kastanienhof Falken", "WOMEN", "Inland", "#163A70"),
    Club(654, "Larkspur Bay Sirens", "WOMEN", "Inland", "#F28C28"),
)
LEAGUES = {"MEN": "Meridian League", "WOMEN": "Meridian League Women"}
# The rule set that each gender plays by: the men two halves, the women four quarters.
RULES = {"MEN": "NCAA_M", "WOMEN": "NCAA_W"}
CREWS = ((901, "Crew North"), (902, "Crew South"))


class Hall(NamedTuple):
    """A hall, where it stands, and the two teams whose courts are in it (the main court, the second court)."""

    name: str
    address: str
    city: str
    state: str
    country: str
    lat: float
    lng: float
    teams: tuple[int, int]


HALLS = (
    Hall("Ferry Street Arena", "1 Ferry Street", "Alder Point", "AP", "XX", 44.9012, -68.7021, (601, 651)),
    Hall("Tannery Hall", "20 Mill Lane", "Brindle Creek", "BC", "XX", 45.1207, -69.2254, (602, 652)),
    Hall("The Foundry", "7 Anvil Yard", "Cinder Hill", "CH", "XX", 44.5530, -70.0412, (603, 653)),
    Hall("Moorside Fieldhouse", "300 Kite Road", "Dovemoor", "DM", "XX", 43.9981, -69.8803, (604, 654)),
    Hall("Stag Park Coliseum", "15 Park Row", "Ellerby", "EL", "XX", 45.8122, -68.1190, (605, 606)),
    Hall("Reach Pavilion", "2 Harbor Walk", "Halden Reach", "HR", "XX", 46.2044, -67.9008, (607, 608)),
)
COURTS = ("Main court", "Second court")
DRILLS = ("Five spots", "Corner threes", "Catch and shoot", "Elbow pull-ups", "Around the key", "Finishing at the rim")
