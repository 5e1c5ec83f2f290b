"""Hypothesis strategies for documents. The key spaces are small, so that edits meet in the same places."""

from typing import Any

from hypothesis import strategies as st

TOPICS = ["score", "clock", "plays", "feed"]

keys = st.sampled_from(["a", "b", "c"])
scalars: st.SearchStrategy[Any] = st.one_of(
    st.booleans(), st.integers(0, 2), st.sampled_from([0.5, 1.0]), st.sampled_from(["", "x", "Æ"])
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)
objects: st.SearchStrategy[dict[str, Any]] = st.dictionaries(keys, values, max_size=3)
documents: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(TOPICS), st.one_of(objects, values), max_size=4
)
edits: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(TOPICS), st.one_of(st.none(), objects, objects, values), min_size=1, max_size=3
)
topic_sets: st.SearchStrategy[frozenset[str] | None] = st.one_of(
    st.none(), st.frozensets(st.sampled_from([*TOPICS, "units"]), min_size=1), st.just(frozenset(TOPICS[:3]))
)
