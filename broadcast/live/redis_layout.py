"""What a live document looks like in Redis, and the scripts that change it in one step each.

A document is two keys, `<prefix><name>:log` and `<prefix><name>:doc`. The log is a stream with ids `<term>-<n>`: each
writer has a term, greater than all before it, and counts its entries in it, so Redis itself refuses what a writer
says after another has come. `doc` is a hash: `epoch`, `head` (the newest revision), `seen` (when the writer last
wrote), and the trail, `rev`, `at` and `state`, from which the changes in the log lead on. docs/live-store.md says why.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from broadcast.live.history import Change, History, Snapshot
from broadcast.live.patch import JSONObject
from broadcast.live.store import Changed, Notice, Renewed

CLOSED_FOR = 86_400  # s; so long a closed document is remembered, to fence the writer that it had

OK, FENCED, LOST, AGAIN = b"ok", b"fenced", b"lost", b"again"

Fields = dict[bytes, bytes]
Entries = Iterable[tuple[bytes, Fields]]

encode = msgspec.json.encode
decode = msgspec.json.decode


@dataclass(slots=True)
class Kept:
    """What Redis keeps of a document: its history, the ids of the changes in the log, and the trail's revision."""

    history: History
    ids: deque[str]
    trail_rev: int

    @classmethod
    def of(cls, history: History, ids: Iterable[str] = ()) -> "Kept":
        """Return what is kept of a document right after it was written or read."""
        return cls(history, deque(ids), history.trail.rev)

    def append(self, change: Change, state: JSONObject, entry_id: str) -> None:
        """Add the next change, which leads to `state`."""
        self.history.append(change, state)
        self.ids.append(entry_id)

    def trim(self, now: int) -> bool:
        """Let the trail follow; tell whether it is further than the one in Redis."""
        self.history.trim(now)
        while len(self.ids) > len(self.history.changes):
            self.ids.popleft()
        return self.history.trail.rev > self.trail_rev


def read(name: str, doc: Fields, entries: Entries) -> Kept | None:
    """Return what is kept of a document, from its hash and its log read in one step, or None if it is not there."""
    if not doc:
        return None
    epoch = doc[b"epoch"].decode()
    history = History(Snapshot(name, epoch, int(doc[b"rev"]), int(doc[b"at"]), decode(doc[b"state"])))
    kept = Kept.of(history)
    for entry_id, fields in entries:
        if fields[b"kind"] == b"changed" and int(fields[b"rev"]) > history.trail.rev:
            history.append(_change(fields))
            kept.ids.append(entry_id.decode())
    return kept


def notice(fields: Fields) -> Notice | None:
    """Return what subscribers are told of an entry of the log, if anything."""
    match fields[b"kind"]:
        case b"changed":
            return Changed(fields[b"epoch"].decode(), _change(fields))
        case b"created":
            return Renewed(fields[b"epoch"].decode())
    return None


def change_arguments(change: Change) -> Sequence[Any]:
    """Return a change as the scripts take it."""
    return change.base, change.rev, change.at, int(change.live), encode(change.patch)


def snapshot_arguments(snapshot: Snapshot) -> Sequence[Any]:
    """Return a snapshot as the scripts take it."""
    return snapshot.epoch, snapshot.rev, snapshot.at, encode(snapshot.state)


def _change(fields: Fields) -> Change:
    base, rev, at = int(fields[b"base"]), int(fields[b"rev"]), int(fields[b"at"])
    return Change(base, rev, at, fields[b"live"] == b"1", decode(fields[b"patch"]))


_SHARED = """
local log, doc = KEYS[1], KEYS[2]

local function top()
  local entry = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  if not entry then return nil end
  local term, n = string.match(entry[1], '^(%d+)-(%d+)$')
  return tonumber(term), tonumber(n)
end

local function id(term, n)
  return string.format('%.0f-%.0f', term, n)
end

local function next_term(now)
  return math.max((top() or 0) + 1, tonumber(now))
end

local function add_change(place, epoch, base, rev, at, live, patch)
  redis.call('XADD', log, place, 'kind', 'changed', 'epoch', epoch,
    'base', base, 'rev', rev, 'at', at, 'live', live, 'patch', patch)
  redis.call('HSET', doc, 'head', rev)
end

local function begin(place, epoch, rev, at, state)
  redis.call('XADD', log, 'MAXLEN', 1, place, 'kind', 'created', 'epoch', epoch)
  redis.call('PERSIST', log)
  redis.call('DEL', doc)
  redis.call('HSET', doc, 'epoch', epoch, 'head', rev, 'rev', rev, 'at', at, 'state', state)
end
"""

OPEN = (
    _SHARED
    + """
-- Take over a document. ARGV: now. Returns the term, or nothing if there is no such document.
local epoch = redis.call('HGET', doc, 'epoch')
if not epoch or not top() then
  redis.call('DEL', doc)
  return false
end
local term = next_term(ARGV[1])
redis.call('XADD', log, id(term, 0), 'kind', 'opened', 'epoch', epoch)
redis.call('HSET', doc, 'seen', ARGV[1])
return id(term, 0)
"""
)

CREATE = (
    _SHARED
    + """
-- Create a document. ARGV: now, whether for a writer, epoch, rev, at, state. Returns the term, or nothing if it exists.
if redis.call('HEXISTS', doc, 'epoch') == 1 and top() then return false end
local place = id(next_term(ARGV[1]), 0)
begin(place, ARGV[3], ARGV[4], ARGV[5], ARGV[6])
if ARGV[2] == '1' then redis.call('HSET', doc, 'seen', ARGV[1]) end
return place
"""
)

APPEND = (
    _SHARED
    + """
-- Write as the writer of a term. ARGV: term, n, epoch, now, then a change, or nothing to say that the writer is alive.
-- A change that is there already was written by the same call before, whose answer was lost.
local term, n = tonumber(ARGV[1]), tonumber(ARGV[2])
local held_term, held_n = top()
if not held_term or held_term < term then return 'lost' end
if held_term > term then return 'fenced' end
if redis.call('HGET', doc, 'epoch') ~= ARGV[3] then return 'lost' end
if ARGV[5] then
  if held_n == n then return 'ok' end
  if held_n ~= n - 1 then return 'lost' end
  add_change(id(term, n), ARGV[3], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9])
elseif held_n ~= n then
  return 'lost'
end
redis.call('HSET', doc, 'seen', ARGV[4])
return 'ok'
"""
)

RESTORE = (
    _SHARED
    + """
-- Write a whole document anew as the writer of a term. ARGV: term, n, now, epoch, rev, at, state, then the changes.
local term, n = tonumber(ARGV[1]), tonumber(ARGV[2])
local held_term = top()
if held_term and held_term > term then return 'fenced' end
begin(id(term, n), ARGV[4], ARGV[5], ARGV[6], ARGV[7])
for place = 8, #ARGV, 5 do
  n = n + 1
  add_change(id(term, n), ARGV[4], ARGV[place], ARGV[place + 1], ARGV[place + 2], ARGV[place + 3], ARGV[place + 4])
end
redis.call('HSET', doc, 'seen', ARGV[3])
return 'ok'
"""
)

PROJECT = (
    _SHARED
    + """
-- Write a change of a document that has no writer. ARGV: epoch, then the change.
local held = redis.call('HMGET', doc, 'epoch', 'head')
local term, n = top()
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] or not term then return 'again' end
local place = id(term, n + 1)
add_change(place, ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6])
return place
"""
)

TRIM = """
-- Move the trail, and forget the changes that led to it. ARGV: first id to keep, epoch, rev, at, state.
local log, doc = KEYS[1], KEYS[2]
local held = redis.call('HMGET', doc, 'epoch', 'rev')
if held[1] == ARGV[2] and tonumber(held[2]) < tonumber(ARGV[3]) then
  redis.call('HSET', doc, 'rev', ARGV[3], 'at', ARGV[4], 'state', ARGV[5])
  redis.call('XTRIM', log, 'MINID', ARGV[1])
end
return 'ok'
"""

CLOSE = (
    _SHARED
    + """
-- Forget a document, but not that it was closed. ARGV: now, seconds to remember that.
redis.call('XADD', log, 'MAXLEN', 1, id(next_term(ARGV[1]), 0), 'kind', 'closed')
redis.call('EXPIRE', log, ARGV[2])
redis.call('DEL', doc)
return 'ok'
"""
)
