// Entry for thread-client.test.ts: speaks protocol.ts, and fails when it is told to. It answers
// `names` with the opens of each topic, and `seenNames` with what it heard.
import { parentPort, workerData } from "node:worker_threads";
import { UmbelError } from "#lib/api/error.ts";
import { type FromThread, packError, type ThreadData, type ToThread } from "./protocol.ts";

const { options, firstSeq } = workerData as ThreadData;
const post = (message: FromThread) => parentPort?.postMessage(message);
const opens: Record<string, number> = {};
/** What came, in order. */
const heard: string[] = [];
const tick = () => {
  const broker = {
    state: "connected",
    since: 1,
    url: "",
    transport: "",
    problem: null,
    attempt: 0,
    nextRetryAt: null,
  };
  // Only what the client reads.
  const latest = {
    deltas: [],
    metrics: { set: [], forgetWorkers: [] },
    figures: {},
    frame: { broker },
    broker,
  };
  post({ kind: "tick", tick: latest as never });
};

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "close") {
    opens[message.topic] = (opens[message.topic] ?? 0) - 1;
    return;
  }
  if (message.kind === "tell") {
    heard.push(JSON.stringify(message.fact));
    return;
  }
  const { id, call } = message;
  heard.push(call.method);
  switch (call.method) {
    case "start":
      // "sick" never gets to its start.
      if (options.version === "sick") throw new Error("boom at start");
      tick();
      return post({ kind: "answer", id, value: undefined });
    case "open":
      opens[call.topic] = (opens[call.topic] ?? 0) + 1;
      return post({
        kind: "answer",
        id,
        value: { ok: true, value: { seq: firstSeq, view: { info: {}, lists: {} } } },
      });
    case "query":
      return post({ kind: "answer", id, value: call.name === "seenNames" ? heard : opens });
    case "send":
      if (call.request.method === "crash") throw new Error("boom");
      if (call.request.method === "hang") return;
      return post({
        kind: "failure",
        id,
        error: packError(new UmbelError("too_many", "slow down", { a: "b" })),
      });
    case "stop":
      // "deaf" does not answer.
      if (options.version !== "deaf") post({ kind: "answer", id, value: undefined });
  }
});
