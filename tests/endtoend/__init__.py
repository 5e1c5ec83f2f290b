"""The whole program in processes of its own: stand-in, Daphne with the worker, viewers, a browser."""
