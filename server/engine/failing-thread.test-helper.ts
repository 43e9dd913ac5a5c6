// Entry for thread-death.test.ts: the engine's own thread, in which something throws, or which ends, when it is told to.
import { parentPort } from "node:worker_threads";
import type { ToThread } from "./protocol.ts";

await import("./thread.ts");
parentPort?.on("message", (message: ToThread) => {
  if (message.kind !== "call" || message.call.method !== "send") return;
  const { method } = message.call.request;
  if (method === "throw") throw new URIError("URI malformed");
  if (method === "reject") void Promise.reject(new Error("nobody cares"));
  if (method === "end") process.exit(1);
});
