"""The endpoints, one module a family; each has its table of routes, and this is all of them."""

from broadcast.standin.endpoints import games, schedule, stats, teams

ROUTES = [*schedule.ROUTES, *games.ROUTES, *stats.ROUTES, *teams.ROUTES]
