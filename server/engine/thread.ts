// Entry of an engine's worker thread: the composition root there. Answers calls over the port, pushes every tick.
// What throws while the engine is made ends the thread; thread-client.ts notices and starts another. Afterwards nothing
// thrown does: with the thread all that it holds would go, for what may be one string of one task.
import { parentPort, workerData } from "node:worker_threads";
import { collectAfterStart } from "../collect.ts";
import { composeEngine } from "./compose.ts";
import type { Engine } from "./port.ts";
import { type Call, type FromThread, packError, type ThreadData, type ToThread } from "./protocol.ts";

if (parentPort === null) throw new Error("server/engine/thread is the entry of a worker thread");
const port = parentPort;
const post = (message: FromThread) => port.postMessage(message);
// Written by thread-client.ts.
const { options, firstSeq, endedAt } = workerData as ThreadData;

const engine = await composeEngine(options, {
  firstSeq,
  restartedAt: endedAt ?? undefined,
  log: (level, text) => post({ kind: "log", level, text }),
});
// Rejections that nobody handles come here too.
process.on("uncaughtException", (error) => engine.noteFault("thread", error));
collectAfterStart();
engine.onTick((tick) => post({ kind: "tick", tick }));

port.on("message", (message: ToThread) => {
  if (message.kind === "close") engine.close(message.topic);
  else if (message.kind === "tell") engine.tell(message.name, message.fact);
  else void answer(message.id, message.call);
});

async function answer(id: number, call: Call): Promise<void> {
  try {
    post({ kind: "answer", id, value: await carryOut(engine, call) });
  } catch (error) {
    post({ kind: "failure", id, error: packError(error) });
  }
}

function carryOut(target: Engine, call: Call): Promise<unknown> {
  switch (call.method) {
    case "start":
      return target.start();
    case "stop":
      return target.stop();
    case "open":
      return target.open(call.topic);
    case "query":
      return target.query(call.name, call.input);
    case "send":
      return target.send(call.request);
    case "act":
      return target.act(call.name, call.input);
  }
}
