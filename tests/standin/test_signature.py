"""Signatures, verified as documented and in no other form."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.standin.signature import SignatureError, verify
from tests.standin.client import SECRET, USER, USERS, sign

DATE = "Tue, 07 Jan 2025 19:00:00 GMT"
NOW = datetime.datetime(2025, 1, 7, 19, tzinfo=datetime.UTC).timestamp()
HOST = "api.shottracker.com"
PATH = "/v1/data/teams/123/events"


def test_vector() -> None:
    """The test vector of the documentation's rules is accepted."""
    headers = {
        "date": DATE,
        "host": HOST,
        "authorization": f'hmac username="{USER}",algorithm="hmac-sha1",headers="date host request-line",'
        'signature="ci5sGHNUnmETxJ5gnmWJ1iYi2MM="',
    }
    assert verify("GET", PATH, headers, USERS, NOW) == USER


def test_client_of_the_tests_agrees_with_the_vector() -> None:
    """The tests' own signing gives the vector too."""
    assert "ci5sGHNUnmETxJ5gnmWJ1iYi2MM=" in sign("GET", PATH, HOST, DATE)["authorization"]


@pytest.mark.parametrize("signed", ["/v1/data/teams/461,SHOTTRACKER", "/v1/data/teams/461%2CSHOTTRACKER"])
def test_raw_or_decoded_path(signed: str) -> None:
    """A path sent with an escaped comma may be signed as sent or decoded."""
    headers = sign("GET", signed, HOST, DATE)
    assert verify("GET", "/v1/data/teams/461%2CSHOTTRACKER", headers, USERS, NOW) == USER


@pytest.mark.parametrize("skew", [-300, 0, 300])
def test_skew_allowed(skew: int) -> None:
    """A date up to five minutes off is accepted."""
    assert verify("GET", PATH, sign("GET", PATH, HOST, DATE), USERS, NOW + skew) == USER


@pytest.mark.parametrize("skew", [-301, 301])
def test_skew_refused(skew: int) -> None:
    """A date more than five minutes off is refused."""
    with pytest.raises(SignatureError, match="300 s are allowed"):
        verify("GET", PATH, sign("GET", PATH, HOST, DATE), USERS, NOW + skew)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"date": ""}, "date header is missing"),
        ({"host": ""}, "host header is missing"),
        ({"authorization": ""}, "authorization header is missing"),
        ({"authorization": "Basic ZGVtbw=="}, "documented form"),
        ({"date": "yesterday"}, "cannot be read"),
        ({"host": "elsewhere"}, "does not match"),
        ({"date": "Tue, 07 Jan 2025 19:00:01 GMT"}, "does not match"),
    ],
)
def test_refused(change: dict[str, str], reason: str) -> None:
    """A request that lacks a header, or whose header is not the signed one, is refused with the reason."""
    with pytest.raises(SignatureError, match=reason):
        verify("GET", PATH, sign("GET", PATH, HOST, DATE) | change, USERS, NOW)


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ('",algorithm', '", algorithm'),
        ("hmac-sha1", "hmac-sha256"),
        ("date host request-line", "host date request-line"),
        ("hmac username", "HMAC username"),
        (USER, "nobody"),
        ("signature=", 'extra="1",signature='),
    ],
)
def test_other_forms(find: str, replace: str) -> None:
    """Forms of the Authorization header that are not documented are refused."""
    headers = sign("GET", PATH, HOST, DATE)
    headers["authorization"] = headers["authorization"].replace(find, replace)
    with pytest.raises(SignatureError):
        verify("GET", PATH, headers, USERS, NOW)


def test_query_is_not_signed() -> None:
    """A signature over path and query is refused."""
    with pytest.raises(SignatureError, match="does not match"):
        verify("GET", PATH, sign("GET", PATH + "?from=1", HOST, DATE), USERS, NOW)


def test_wrong_secret() -> None:
    """A signature by another secret is refused."""
    with pytest.raises(SignatureError, match="does not match"):
        verify("GET", PATH, sign("GET", PATH, HOST, DATE, secret=SECRET + "x"), USERS, NOW)


@pytest.mark.parametrize("path", ["/caf\udce9", "/caf%E9", "/%00/\u2603"])
def test_path_that_is_not_utf8(path: str) -> None:
    """A path is verified by its bytes, whatever they are."""
    with pytest.raises(SignatureError, match="does not match"):
        verify("GET", path, sign("GET", PATH, HOST, DATE), USERS, NOW)


@given(st.text(max_size=200))
def test_any_authorization(text: str) -> None:
    """Whatever stands in the header, the answer is yes or SignatureError."""
    with pytest.raises(SignatureError):
        verify("GET", PATH, {"date": DATE, "host": HOST, "authorization": text}, USERS, NOW)


@given(st.binary(max_size=40))
def test_any_signature(sent: bytes) -> None:
    """Whatever bytes the signature is made of, it is refused with SignatureError."""
    text = sent.decode(errors="surrogateescape").replace('"', "")
    headers = sign("GET", PATH, HOST, DATE)
    headers["authorization"] = headers["authorization"].replace("ci5sGHNUnmETxJ5gnmWJ1iYi2MM=", text)
    with pytest.raises(SignatureError):
        verify("GET", PATH, headers, USERS, NOW)
