"""What can go wrong with a cluster as a whole."""

from __future__ import annotations


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""
