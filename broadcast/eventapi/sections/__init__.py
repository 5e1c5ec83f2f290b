"""The methods of the client, one module for each section of the API. `EventApi` in `http` is all of them."""
