import assert from "node:assert/strict";
import { test } from "node:test";
import { Documents } from "../../static/js/documents.js";

/** A set of documents, the frames it sent, and what one watcher of "game:1" was told. @param {object} [options] */
function watched(options = {}) {
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const told = [];
  const documents = new Documents((frame) => sent.push(frame));
  const stop = documents.watch("game:1", options, (state, change) => told.push({ state, ...change }));
  return { documents, sent, told, stop };
}

/** @param {number} rev @param {object} state @param {string} [epoch] */
const snapshot = (rev, state, epoch = "e") => ({ op: "snapshot", doc: "game:1", epoch, rev, at: rev * 10, state });

/** @param {number} base @param {number} rev @param {object} patch @param {object} [more] */
const patch = (base, rev, patch, more = {}) => ({ op: "patch", doc: "game:1", epoch: "e", base, rev, at: rev * 10, live: true, patch, ...more });

test("A snapshot is the state, and nothing animates on it", () => {
  const { documents, told, sent } = watched({ topics: ["score", "clock"] });
  assert.deepEqual(sent, [{ op: "watch", doc: "game:1", topics: ["clock", "score"] }]);
  documents.receive(snapshot(3, { score: { home: 2 } }));
  assert.deepEqual(told, [{ state: { score: { home: 2 } }, live: false, at: 30, rev: 3, stale: false }]);
});

test("A patch applies where base <= held < rev, and says whether it is live", () => {
  const { documents, told } = watched();
  documents.receive(snapshot(3, { score: { home: 2, away: 0 } }));
  documents.receive(patch(1, 5, { score: { home: 4 } }));
  documents.receive(patch(5, 6, { score: { away: 3 } }, { live: false }));
  assert.deepEqual(told.map(({ rev, live }) => [rev, live]), [[3, false], [5, true], [6, false]]);
  assert.deepEqual(documents.state("game:1"), { score: { home: 4, away: 3 } });
});

test("A patch at or below what is held is ignored", () => {
  const { documents, told, sent } = watched();
  documents.receive(snapshot(5, { score: { home: 4 } }));
  documents.receive(patch(3, 5, { score: { home: 9 } }));
  documents.receive(patch(3, 4, { score: { home: 9 } }));
  assert.equal(told.length, 1);
  assert.equal(sent.length, 1);
});

test("A hole, or another epoch, means watching again without a revision; the state held stays meanwhile", () => {
  for (const odd of [patch(7, 8, { score: { home: 9 } }), patch(5, 6, { score: { home: 9 } }, { epoch: "other" })]) {
    const { documents, sent } = watched();
    documents.receive(snapshot(5, { score: { home: 4 } }));
    documents.receive(odd);
    documents.receive(patch(8, 9, { score: { home: 10 } }));
    assert.deepEqual(sent.slice(1), [{ op: "watch", doc: "game:1" }], "asked once");
    assert.deepEqual(documents.state("game:1"), { score: { home: 4 } });
    documents.receive(snapshot(9, { score: { home: 10 } }));
    documents.receive(patch(9, 10, { score: { home: 12 } }));
    assert.deepEqual(documents.state("game:1"), { score: { home: 12 } });
  }
});

test("A connection that comes back resumes from what is held", () => {
  const { documents, sent } = watched({ topics: ["score"] });
  documents.receive(snapshot(5, {}));
  documents.resume();
  assert.deepEqual(sent[1], { op: "watch", doc: "game:1", topics: ["score"], epoch: "e", rev: 5 });
  documents.receive(patch(5, 7, { score: { home: 1 } }, { live: false }));
  assert.deepEqual(documents.state("game:1"), { score: { home: 1 } });
});

test("A connection that breaks while a snapshot is awaited asks for the snapshot again", () => {
  const { documents, sent } = watched();
  documents.receive(snapshot(5, {}));
  documents.receive(patch(9, 10, {}));
  documents.resume();
  assert.deepEqual(sent[2], { op: "watch", doc: "game:1" });
});

test("The state that the page was served with is told at once and resumed from", () => {
  const initial = { epoch: "e", rev: 4, at: 40, state: { score: { home: 2 } } };
  const { told, sent } = watched({ initial });
  assert.deepEqual(told, [{ state: { score: { home: 2 } }, live: false, at: 40, rev: 4, stale: false }]);
  assert.deepEqual(sent, [{ op: "watch", doc: "game:1", epoch: "e", rev: 4 }]);
});

test("A lost link tells the last good state as stale, once, and takes nothing away", () => {
  const { documents, told } = watched();
  documents.receive(snapshot(5, { score: { home: 4 } }));
  documents.setStale(true);
  documents.setStale(true);
  documents.setStale(false);
  assert.deepEqual(told.map(({ stale, state }) => [stale, state.score.home]), [[false, 4], [true, 4], [false, 4]]);
});

test("A watcher is told of changes of its own topics only", () => {
  const { documents, told } = watched({ topics: ["score"] });
  /** @type {any[]} */
  const others = [];
  documents.watch("game:1", { topics: ["clock"] }, (state) => others.push(state));
  documents.receive(snapshot(1, { score: {}, clock: {} }));
  documents.receive(patch(1, 2, { clock: { ms: 5 } }));
  assert.equal(told.length, 1);
  assert.equal(others.length, 2);
});

test("A watcher of more topics makes one wider watch; one of the same topics is served from what is held", () => {
  const { documents, sent } = watched({ topics: ["score"] });
  documents.receive(snapshot(1, { score: { home: 1 } }));
  /** @type {any[]} */
  const told = [];
  documents.watch("game:1", { topics: ["score"] }, (state) => told.push(state));
  assert.deepEqual(told, [{ score: { home: 1 } }]);
  documents.watch("game:1", { topics: ["clock"] }, () => {});
  assert.deepEqual(sent.slice(1), [{ op: "watch", doc: "game:1", topics: ["clock", "score"] }]);
});

test("The last watcher's leaving ends the watch on the server", () => {
  const { documents, sent, stop } = watched();
  const other = documents.watch("game:1", {}, () => {});
  stop();
  stop();
  assert.equal(sent.length, 1);
  other();
  assert.deepEqual(sent[1], { op: "unwatch", doc: "game:1" });
  documents.receive(snapshot(1, {}));
  assert.equal(documents.state("game:1"), undefined);
});

test("Acknowledgements name the newest revision of each document, once", () => {
  const { documents } = watched();
  documents.receive(snapshot(1, {}));
  documents.receive(patch(1, 2, { score: {} }));
  assert.deepEqual(documents.takeAcks(), [{ op: "ack", doc: "game:1", rev: 2 }]);
  assert.deepEqual(documents.takeAcks(), []);
});

test("A beat of another epoch asks for the document; one of the same epoch is silence well kept", () => {
  const { documents, sent } = watched();
  documents.receive(snapshot(1, {}));
  documents.receive({ op: "beat", doc: "game:1", epoch: "e", rev: 7, now: 0 });
  assert.equal(sent.length, 1);
  documents.receive({ op: "beat", doc: "game:1", epoch: "new", rev: 1, now: 0 });
  assert.deepEqual(sent[1], { op: "watch", doc: "game:1" });
});

test("One watcher's fault does not keep the news from the others", () => {
  /** @type {any[]} */
  const faults = [];
  /** @type {any[]} */
  const told = [];
  const documents = new Documents(() => {}, (error) => faults.push(error));
  documents.watch("game:1", {}, () => {
    throw new Error("a panel failed");
  });
  documents.watch("game:1", {}, (state) => told.push(state));
  documents.receive(snapshot(1, { score: {} }));
  assert.deepEqual(told, [{ score: {} }]);
  assert.deepEqual(faults.map(({ message }) => message), ["a panel failed"]);
});
