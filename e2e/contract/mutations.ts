// Messages as they should never come, made from messages that really came: cut, flipped, spliced, re-wrapped, with other
// values inside, and plain garbage. Seeded, so that a failure can be looked at again.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { deflateSync } from "node:zlib";

export interface Mutant {
  readonly source: "event" | "reply";
  readonly payload: Buffer;
}

const WIRE = path.join(import.meta.dirname, "..", "wire", "redis");
const VERSIONS = ["celery-5.2.6", "celery-main"];

type Random = (below: number) => number;

export function makeMutants(count: number, seed: number): Mutant[] {
  const below = random(seed);
  const originals = { event: readEvents(), reply: readReplies() };
  return Array.from({ length: count }, () => {
    const source = below(4) === 0 ? "reply" : "event";
    return { source, payload: mutate(originals[source], below) };
  });
}

/** What was published on the event channel, byte for byte. */
function readEvents(): Buffer[] {
  return VERSIONS.flatMap((version) => {
    const folder = path.join(WIRE, version);
    const files = readdirSync(folder).filter((name) => /^events-.*\.jsonl$/.test(name));
    const lines = files.flatMap((name) => readFileSync(path.join(folder, name), "utf8").split("\n"));
    return lines.filter((line) => line !== "").map((line) => Buffer.from(JSON.parse(line).data));
  });
}

/** The replies that workers gave, in envelopes as they put them. */
function readReplies(): Buffer[] {
  return VERSIONS.flatMap((version) => {
    const captured: Record<string, { replies?: unknown[] }> = JSON.parse(
      readFileSync(path.join(WIRE, version, "control.json"), "utf8"),
    );
    const replies = Object.values(captured).flatMap(({ replies: told }) => told ?? []);
    return replies.map((reply) => {
      const body = typeof reply === "string" ? reply : JSON.stringify(reply);
      return envelope(Buffer.from(body), { ticket: "a-ticket-that-nobody-waits-for", clock: 5 });
    });
  });
}

function envelope(body: Buffer, headers: object, more: object = {}): Buffer {
  const properties = { delivery_mode: 1, body_encoding: "base64", delivery_tag: "t" };
  const shell = {
    "content-encoding": "utf-8",
    "content-type": "application/json",
    headers,
    properties,
    ...more,
  };
  return Buffer.from(JSON.stringify({ body: body.toString("base64"), ...shell }));
}

function mutate(originals: readonly Buffer[], below: Random): Buffer {
  const original = pick(originals, below);
  const bodyOf = (message: Buffer) => Buffer.from(JSON.parse(message.toString()).body, "base64");
  switch (below(9)) {
    case 0:
      return Buffer.from(Array.from({ length: below(600) }, () => below(256)));
    case 1:
      return original.subarray(0, below(original.length));
    case 2:
      return flip(original, below);
    case 3:
      return Buffer.concat([original.subarray(0, below(original.length)), pick(originals, below)]);
    case 4:
      return Buffer.from(printJson(other(JSON.parse(original.toString()), below)));
    case 5:
      return envelope(Buffer.from(printJson(other(parseOrNull(bodyOf(original)), below))), {});
    case 6:
      return envelope(flip(bodyOf(original), below), {});
    case 7:
      return pick(wrongWraps(bodyOf(original), below), below);
    default:
      return envelope(Buffer.from(pick(NONSENSE, below)), {});
  }
}

/** The body is sound, but the envelope says something else about it. */
function wrongWraps(body: Buffer, below: Random): Buffer[] {
  const packed = deflateSync(body);
  const types = [
    "application/x-python-serialize",
    "application/x-msgpack",
    "application/x-yaml",
    "text/plain",
    "no/such",
  ];
  return [
    envelope(packed, { compression: "application/x-gzip" }),
    envelope(packed.subarray(0, below(packed.length)), { compression: "application/x-gzip" }),
    envelope(body, {
      compression: pick(["application/x-brotli", "application/zstd", "application/x-bz2"], below),
    }),
    envelope(body, {}, { "content-type": pick(types, below) }),
    envelope(body, {}, { properties: { body_encoding: pick(["rot13", "", "hex"], below) } }),
    envelope(body, {}, { "content-encoding": "utf-16" }),
    envelope(BOMB, { compression: "application/x-gzip" }),
  ];
}
/** Four megabytes of nothing. */
const BOMB = deflateSync(Buffer.alloc(4 << 20));

/** The same structure with one value exchanged, dropped or doubled, somewhere. */
function other(value: unknown, below: Random): unknown {
  if (below(6) === 0) return pick(ODD_VALUES, below);
  if (Array.isArray(value)) {
    if (value.length === 0) return pick(ODD_VALUES, below);
    const at = below(value.length);
    const rest = value.map((item, index) => (index === at ? other(item, below) : item));
    return below(5) === 0 ? [...rest, ...rest] : rest;
  }
  if (typeof value !== "object" || value === null) return pick(ODD_VALUES, below);
  const entries = Object.entries(value);
  const at = below(Math.max(1, entries.length));
  if (below(5) === 0) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([key, item], index) => [key, index === at ? other(item, below) : item]),
  );
}

function flip(bytes: Buffer, below: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let flips = 0; flips <= below(6); flips += 1) copy[below(Math.max(1, copy.length))] = below(256);
  return copy;
}

/** As Python would: with the numbers that JSON has no words for. */
function printJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, item) =>
    typeof item === "number" && !Number.isFinite(item) ? `@${item}@` : item,
  ).replace(/"@(-?Infinity|NaN)@"/g, "$1");
}

function parseOrNull(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null; // NaN and Infinity in Python's JSON
  }
}

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  "",
  "x".repeat(5000),
  "\u0000\ud800",
  -1,
  0.5,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 60,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, constructor: { prototype: 1 } },
  "task-succeeded",
  "worker-offline",
];
const NONSENSE = [
  "",
  "null",
  "[]",
  "{}",
  "[[]]",
  '{"type": 5}',
  '{"__proto__": {"polluted": true}, "type": "task-received", "uuid": "p", "hostname": "h", "timestamp": 1}',
  '{"type": "task-received", "uuid": "u", "hostname": "h", "timestamp": "yesterday"}',
  '{"type": "task-received", "hostname": "h", "timestamp": 1e999}',
  '[{"type": "worker-heartbeat", "hostname": "", "timestamp": 1}, 7]',
  "[".repeat(20_000),
  `{"a":${'{"a":'.repeat(5000)}`,
  `{"n": ${"9".repeat(10_000)}}`,
];

function pick<T>(list: readonly T[], below: Random): T {
  const item = list[below(list.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** mulberry32 */
function random(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
