"""What bench/fanout.py needs: the servers that are compared, and the viewers that they are compared with."""
