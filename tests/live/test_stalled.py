"""What viewers that stop reading cost a real server."""

import pytest

from tests.live.flood_server import StalledViewer, flood_server

DOCUMENTS, CHANGES, SIZE = 8, 63, 600_000
PAUSE = 0.045  # s; longer than changes are composed, so each would be sent
MOST = 2_000_000


@pytest.mark.parametrize("kind", ["daphne", "uvicorn"])
async def test_a_viewer_that_stops_reading_costs_less_than_two_megabytes(kind: str) -> None:
    """While 300 MB would be sent to a viewer that does not read, the server's memory grows by less than 2 MB."""
    assert DOCUMENTS * CHANGES * SIZE > 300_000_000
    async with flood_server(kind, stall=3600) as server:  # a busy machine takes longer than that is in use
        before = await server.flood(documents=DOCUMENTS, changes=CHANGES, size=SIZE, pause=PAUSE)
        viewer = StalledViewer(server, DOCUMENTS)
        try:
            await server.until(viewers=DOCUMENTS)
            after = await server.flood(documents=DOCUMENTS, changes=CHANGES, size=SIZE, pause=PAUSE)
        finally:
            viewer.close()
        assert after["behind"] == DOCUMENTS
        assert after["encoded"] >= DOCUMENTS * CHANGES
        assert after["bytes"] < 2 * SIZE
        assert after["resident"] - before["resident"] < MOST
        await server.until(sockets=0, viewers=0)
