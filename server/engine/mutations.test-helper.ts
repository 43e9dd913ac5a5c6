// Messages as they should never come: random bytes, cut, flipped, and well-formed nonsense. Seeded, so that a failure
// can be looked at again.
import { eventMessage, message, replyMessage, taskEvent } from "./simulated.test-helper.ts";

export function mutations(count: number, seed = 7): Uint8Array[] {
  const random = lcg(seed);
  const below = (n: number) => Math.floor(random() * n);
  const good = [
    eventMessage(taskEvent("sacrifice", "received", { name: "bad", args: "('x',)" })),
    eventMessage([taskEvent("sacrifice", "started"), taskEvent("sacrifice", "failed", { exception: "E()" })]),
    replyMessage("no-such-ticket", "w9@h", { ok: "pong" }),
  ];
  const makers: (() => Uint8Array)[] = [
    () => Uint8Array.from({ length: below(400) }, () => below(256)),
    () => cut(pick(good, below), below),
    () => flip(pick(good, below), below),
    () => splice(pick(good, below), pick(good, below), below),
    () => Buffer.from(pick(NONSENSE, below)),
    () => message(pick(NONSENSE, below), "celeryev", "task.multi", {}),
    () => message(pick(BODIES, below), "celeryev", "task.multi", { compression: pick(COMPRESSIONS, below) }),
  ];
  return Array.from({ length: count }, () => pick(makers, below)());
}

const NONSENSE = [
  "",
  "null",
  "[]",
  "{}",
  "0",
  '"text"',
  "NaN",
  "[null, 1, {}]",
  '{"type": 5}',
  '{"body": 1, "properties": {}}',
  '{"body": "!!!", "properties": {"body_encoding": "base64"}}',
  '{"body": "e30=", "properties": {"body_encoding": "rot13"}}',
  '{"body": "gAN9cQAu", "content-type": "application/x-python-serialize", "properties": {"body_encoding": "base64"}}',
  '{"body": "e30=", "content-type": "application/x-unknown", "properties": {"body_encoding": "base64"}}',
  '{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}',
  '{"type": "task-received", "uuid": "u", "hostname": "h", "timestamp": "yesterday"}',
  '{"type": "task-received", "hostname": "h", "timestamp": 1e999}',
  '[{"type": "worker-heartbeat", "hostname": "", "timestamp": 1}]',
  "[".repeat(5_000),
  `{"a":${'{"a":'.repeat(2_000)}`,
];
const BODIES = ["{}", "not compressed", "\u0000\u0001"];
const COMPRESSIONS = [
  "application/x-gzip",
  "application/x-brotli",
  "application/x-bz2",
  "zip-bomb",
  "__proto__",
];

function pick<T>(list: readonly T[], below: (n: number) => number): T {
  const item = list[below(list.length)];
  if (item === undefined) throw new Error("empty list");
  return item;
}

function cut(bytes: Uint8Array, below: (n: number) => number): Uint8Array {
  return bytes.subarray(0, below(bytes.length));
}

function flip(bytes: Uint8Array, below: (n: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let i = 0; i <= below(8); i += 1) copy[below(copy.length)] = below(256);
  return copy;
}

function splice(a: Uint8Array, b: Uint8Array, below: (n: number) => number): Uint8Array {
  return Buffer.concat([a.subarray(0, below(a.length)), b.subarray(below(b.length))]);
}

function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
