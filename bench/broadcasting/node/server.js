// A broadcast loop on ws. The frame is made once for all sockets (Sender.frame), and handed to each as it is; `corked`
// writes what one order brings to a socket in one go.
import { Buffer } from "node:buffer";
import process from "node:process";
import { Sender, WebSocketServer } from "ws";

const [firstRev, textBytes, stampDigits, epoch, corked] = process.argv.slice(2);
const viewers = new Set();
let doc = "";
let rev = Number(firstRev);

function frame(due) {
  rev += 1;
  const feed = {
    seq: rev,
    text: (rev % 2 ? "y" : "x").repeat(Number(textBytes)),
    sent: String(due).padStart(Number(stampDigits), "0"),
  };
  const patch = { op: "patch", doc, epoch, base: rev - 1, rev, at: Date.now(), live: true, patch: { feed } };
  const data = Buffer.from(JSON.stringify(patch));
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  return [Buffer.concat(Sender.frame(data, options))];
}

function publish(count, due) {
  if (corked !== "corked") {
    for (let n = 0; n < count; n += 1) {
      const list = frame(due + n);
      for (const viewer of viewers) viewer._sender.sendFrame(list);
    }
    return;
  }
  const lists = Array.from({ length: count }, (_, n) => frame(due + n));
  for (const viewer of viewers) {
    viewer._socket.cork();
    for (const list of lists) viewer._sender.sendFrame(list);
    viewer._socket.uncork();
  }
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false }, () => {
  process.stderr.write(`listening on ${server.address().port}\n`);
});

server.on("connection", (socket, request) => {
  if (request.url !== "/orders") {
    viewers.add(socket);
    socket.on("close", () => viewers.delete(socket));
    return;
  }
  socket.on("message", (data) => {
    const order = JSON.parse(String(data));
    if (order.open !== undefined) {
      doc = order.open;
      rev = Number(firstRev);
      socket.send("open");
    } else {
      publish(order.count, order.due);
    }
  });
});
