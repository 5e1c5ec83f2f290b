"""The endpoints, one module a family; each has its table of routes, and this is all of them."""

from broadcast.standin.endpoints import (
    events,
    facilities,
    games,
    locations,
    notify,
    players,
    schedule,
    sessions,
    stats,
    teams,
)

_FAMILIES = (schedule, events, games, stats, sessions, teams, players, locations, notify, facilities)
ROUTES = [route for family in _FAMILIES for route in family.ROUTES]
