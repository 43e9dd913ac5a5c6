// Entry of the reader's worker thread: nothing runs here but reading, so that whatever the rest of Umbel does, the
// socket is drained (limits.md: Redis cuts a subscriber that has 32 MB pending).
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { collect } from "../../../collect.ts";
import { LocalReader } from "./local-reader.ts";
import type { Subscription } from "./port.ts";
import { COUNTERS, type Counters, type FromReader, packError, type ToReader } from "./protocol.ts";

if (parentPort === null) throw new Error("server/broker/redis/reader/thread is the entry of a worker thread");
const port = parentPort;
// Written by thread-reader.ts.
const { counters, maxBytes } = workerData as { counters: Counters; maxBytes: number };
const post = (message: FromReader, transfer: readonly ArrayBuffer[] = []) =>
  port.postMessage(message, transfer);

preferThisThread();
// Now: later it would be a pause in the midst of a burst.
collect();
const reader = new LocalReader(
  {
    onBatch: ({ buffer, used, messages }) => {
      count();
      post({ kind: "batch", buffer, used, messages }, [buffer]);
    },
    onClosed: (error) => post({ kind: "closed", error: packError(error) }),
  },
  maxBytes,
);
let subscription: Subscription | null = null;
let opening: AbortController | null = null;

port.on("message", (message: ToReader) => {
  if (message.kind === "release") reader.release(message.buffer, message.used);
  else if (message.kind === "close") close();
  else if (message.kind === "hurry") reader.hurry(message.isWatched);
  else void answer(message);
});

async function answer(message: Extract<ToReader, { id: number }>): Promise<void> {
  try {
    if (message.kind === "check") await subscription?.check();
    else await open(message);
    // What came before the answer was delivered: until it is decoded, nobody's silence means anything (engine/proof.ts).
    count();
    post({ kind: "done", id: message.id });
  } catch (error) {
    post({ kind: "failed", id: message.id, error: packError(error) });
  }
}

async function open({ target, names }: Extract<ToReader, { kind: "open" }>): Promise<void> {
  close();
  const mine = new AbortController();
  opening = mine;
  const opened = await reader.open(target, names, mine.signal);
  if (mine.signal.aborted) opened.close();
  else subscription = opened;
}

function close(): void {
  opening?.abort();
  opening = null;
  subscription?.close();
  subscription = null;
}

function count(): void {
  const { messages, bytes, dropped } = reader.figures();
  const values = { messages, bytes, ...dropped };
  for (const [index, name] of COUNTERS.entries()) Atomics.store(counters, index, BigInt(values[name]));
}

/** Where that is allowed: reading costs little, but must not wait for a core while a burst comes. */
function preferThisThread(): void {
  // Elsewhere it would be the whole process.
  if (process.platform !== "linux") return;
  try {
    setPriority(-10);
  } catch {
    // It needs a right that few have; the reader is as good as any other thread then.
  }
}
