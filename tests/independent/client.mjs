// A client of the Event API that shares nothing with the project: written from the public documentation alone, with
// nothing but Node. It asks every GET endpoint, following ids from one answer to the next, opens the live stream, and
// prints what came as one JSON object: {"answers": {target: body}, "messages": [..]}.
//
//   EVENT_USERNAME=.. EVENT_SECRET=.. node client.mjs BASE_URL LIVE_URL FROM_MS TO_MS MESSAGES

import { createHash, createHmac, randomBytes } from "node:crypto";
import { request } from "node:http";

const [baseUrl, liveUrl, from, to, wanted] = process.argv.slice(2);
const { EVENT_USERNAME: username, EVENT_SECRET: secret } = process.env;
const SECONDS = 20;

/** Sign as the documentation's example does: date, host and request line, without the query. */
function signedHeaders(method, path, host) {
  const date = new Date().toUTCString();
  const text = [`date: ${date}`, `host: ${host}`, `${method} ${path} HTTP/1.1`].join("\n");
  const signature = createHmac("sha1", secret).update(text).digest("base64");
  const parts = [
    `hmac username="${username}"`,
    'algorithm="hmac-sha1"',
    'headers="date host request-line"',
    `signature="${signature}"`,
  ];
  return { date, host, Authorization: parts.join(",") };
}

/** Ask for a path with its query, byte for byte as given, and return the parsed body. */
function get(target) {
  const { hostname, port, host } = new URL(baseUrl);
  const headers = signedHeaders("GET", target.split("?")[0], host);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path: target, headers, agent: false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`GET ${target}: ${response.statusCode} ${text}`));
      });
    });
    asking.setTimeout(SECONDS * 1000, () => asking.destroy(new Error(`GET ${target}: no answer`)));
    asking.on("error", reject);
    asking.end();
  });
}

const answers = {};

/** Ask, and keep the answer for the comparison. */
async function ask(path, query = {}) {
  const words = new URLSearchParams(query).toString();
  const target = words ? `${path}?${words}` : path;
  answers[target] = await get(target);
  return answers[target];
}

/** Ask every GET endpoint once. */
async function askEverything() {
  const time = { from, to };
  const { games } = await ask("/v1/data/schedule/games", time);
  const game = games[0];
  const eventId = game.event_id;
  const team = game.home_team_id;

  // Team events and schedules. The subscription token is asked for by the stream: it is another each time.
  const { events } = await ask(`/v1/data/teams/${team}/events`, time);
  const both = [
    ["from", from],
    ["to", to],
    ["team_id", team],
    ["team_id", game.away_team_id],
    ["reference", "SHOTTRACKER"],
    ["gender", game.gender],
  ];
  await ask("/v1/data/schedule/games/matchup", both);
  const practice = events.find((event) => !event.game_type);
  await ask(`/v1/data/teams/${team}/practices/${practice.id}`);
  const event = await ask(`/v1/data/games/${eventId}`);
  const session = event.results[0];
  await ask(`/v1/data/games/${eventId}/lineups`, { timestamp: session.started_at + 1000 });
  await ask(`/v1/data/games/${eventId}/sensor/assignments/history`);

  // Live Data V2 games.
  for (const resource of ["stats,details,shots,possessions", "stats", "stats/presence", "details", "shots", "possessions"])
    await ask(`/v1/data/stats/games/${eventId}/${resource}`);
  await ask(`/v1/data/stats/games/${eventId}/ballscreens`);

  // Teams.
  await ask("/v1/data/teams");
  await ask(`/v1/data/teams/${team},SHOTTRACKER`, { game_event_id: eventId });
  const officials = await ask("/v1/data/officials/teams");
  await ask(`/v1/data/officials/teams/${officials.teams[0].id}`);

  // Practice stats and game stats: "workouts" for stats, "workout" for shots.
  const players = `/v1/data/teams/${team}/players`;
  for (const kind of ["practice", "practice/scrimmage", "practice/shooting", "workouts", "game"])
    await ask(`${players}/${kind}/stats`, time);
  for (const kind of ["practice", "practice/scrimmage", "practice/shooting", "workout", "game"]) {
    await ask(`${players}/${kind}/shots`, time);
    await ask(`${players}/${kind}/shots/summary`, time);
  }
  await ask(`/v1/data/stats/games/${eventId}/stats/details`);

  // A specific period.
  for (const resource of ["stats", "stats/details", "shots", "possessions", "possessions/summary"])
    await ask(`/v1/data/stats/${session.id}/${resource}`);

  // The rest.
  const minute = { from: session.started_at, to: session.started_at + 60000 };
  await ask("/v1/data/sensors/locations", { id: session.id, ...minute });
  await ask("/v1/data/live/notify");
  const { facilities } = await ask("/v1/data/facilities");
  await ask(`/v1/data/facilities/${facilities[0].id}/courts`);
  await ask("/v1/data/facilities/nearest", { lat: facilities[0].lat, lng: facilities[0].lng });
  await ask("/v1/data/system/stats");
  return eventId;
}

/** Take whole frames off the beginning of what has come (RFC 6455, section 5.2). */
function* framesOf(held) {
  while (held.bytes.length >= 2) {
    const short = held.bytes[1] & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (held.bytes.length < head) return;
    const length =
      short < 126 ? short : short === 126 ? held.bytes.readUInt16BE(2) : Number(held.bytes.readBigUInt64BE(2));
    if (held.bytes.length < head + length) return;
    const [first] = held.bytes;
    yield { last: (first & 0x80) !== 0, kind: first & 0x0f, data: held.bytes.subarray(head, head + length) };
    held.bytes = held.bytes.subarray(head + length);
  }
}

/** Write one frame, masked as a client has to. */
function frame(kind, data) {
  const mask = randomBytes(4);
  const masked = Buffer.from(data.map((byte, index) => byte ^ mask[index % 4]));
  return Buffer.concat([Buffer.from([0x80 | kind, 0x80 | data.length]), mask, masked]);
}

/** Open the stream of a game from its beginning, and return so many of its messages. */
async function stream(eventId, count) {
  const { token } = await get(`/v1/data/schedule/games/${eventId}/_subscribe`);
  const url = new URL(liveUrl);
  url.searchParams.set("token", token);
  const key = randomBytes(16).toString("base64");
  const headers = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13" };
  return new Promise((resolve, reject) => {
    const target = url.pathname + url.search;
    const asking = request({ hostname: url.hostname, port: url.port, path: target, headers, agent: false });
    asking.setTimeout(SECONDS * 1000, () => asking.destroy(new Error("the stream is silent")));
    asking.on("error", reject);
    asking.on("response", (response) => reject(new Error(`the handshake was refused: ${response.statusCode}`)));
    asking.on("upgrade", (response, socket, head) => {
      const proof = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      if (response.headers["sec-websocket-accept"] !== proof) reject(new Error("the handshake is no WebSocket's"));
      const messages = [];
      const held = { bytes: Buffer.alloc(0), text: [] };
      const take = (bytes) => {
        held.bytes = Buffer.concat([held.bytes, bytes]);
        for (const { last, kind, data } of framesOf(held)) {
          if (kind === 9) socket.write(frame(10, data));
          if (kind === 8) reject(new Error(`closed after ${messages.length} messages`));
          if (kind > 2) continue;
          held.text.push(Buffer.from(data));
          if (!last) continue;
          messages.push(JSON.parse(Buffer.concat(held.text).toString("utf8")));
          held.text = [];
          if (messages.length < count) continue;
          socket.end(frame(8, Buffer.from([0x03, 0xe8])));
          resolve(messages);
          return;
        }
      };
      socket.on("data", take);
      socket.on("error", reject);
      socket.on("close", () => reject(new Error(`cut off after ${messages.length} messages`)));
      take(head);
    });
    asking.end();
  });
}

const eventId = await askEverything();
const messages = await stream(eventId, Number(wanted));
process.stdout.write(JSON.stringify({ answers, messages }));
