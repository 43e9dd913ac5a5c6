// Strings and values as they should never come, in every field of events, answers and queue names (fast-check).
import fc from "fast-check";
import type { WireJson } from "#lib/kombu/print-json.ts";

/** What has broken programs before; none longer than an identity may be. */
export const HOSTILE = [
  ...["\ud800", "a\udfffb", "\udc00\ud800", "\u0000", "\n", "\r\n\t", "\u2028", "\u202eabc", "\u200b", " "],
  ...[
    ".",
    "..",
    "/",
    "//",
    "a/b",
    "\\",
    "%",
    "%2F",
    "%00",
    "%E0%A4%A",
    "?x=1&y#z",
    "+",
    "~",
    "~~002E",
    "&amp;",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    "NaN",
    "0",
    "-1",
    "1e400",
  ],
  ...[
    "<script>alert(1)</script>",
    "%s%n",
    "{{x}}",
    "'; DROP TABLE",
    '"',
    "a".repeat(512),
    "\u{1f600}".repeat(256),
  ],
  ...[
    '{le="+Inf"}',
    "# HELP",
    "(?<a>(?:",
    "[",
    "*",
    "state:FAILURE",
    "2026-13-45T99:99:99",
    "+275760-09-14T00:00:00Z",
  ],
] as const;

const LONG = ["x".repeat(100_000), "\ud800".repeat(100_000), "(".repeat(100_000), "'".repeat(99_999)];

/** 1 to 512 units. */
export function hostileName(): fc.Arbitrary<string> {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  return fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(unit, { minLength: 1, maxLength: 20 }).map((units) => units.join("")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  );
}

export function hostileValue(): fc.Arbitrary<WireJson> {
  const scalar: fc.Arbitrary<WireJson> = fc.oneof(
    hostileName(),
    fc.constantFrom<WireJson>("", ...LONG, null, true, 0, -1, 1e308, -0.5, 2 ** 60, 10n ** 30n),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15, 1e18),
  );
  const typed = fc.record({
    __type__: fc.constantFrom("uuid", "datetime", "decimal", "base64", "none"),
    __value__: scalar,
  });
  return fc.oneof(
    { weight: 8, arbitrary: scalar },
    typed,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(hostileName(), scalar, { maxKeys: 3 }),
  );
}

const SUBJECTS = ["sent", "received", "started", "succeeded", "failed", "retried", "revoked", "rejected"];
const TASK_FIELDS = [
  ...["name", "args", "kwargs", "root_id", "parent_id", "retries", "eta", "expires", "queue", "exchange"],
  ...[
    "routing_key",
    "result",
    "runtime",
    "exception",
    "traceback",
    "terminated",
    "signum",
    "expired",
    "requeue",
  ],
];
const WORKER_FIELDS = ["freq", "active", "processed", "loadavg", "sw_ident", "sw_ver", "sw_sys"];
const SHARED_FIELDS = ["pid", "clock", "utcoffset"];

export interface HostileEvent {
  readonly [field: string]: WireJson;
  readonly type: string;
  readonly hostname: string;
}

/** Well-formed in what makes it an event; anything in every other field. */
export function hostileEvent(): fc.Arbitrary<HostileEvent> {
  const fields = (names: readonly string[]) =>
    fc
      .subarray([...SHARED_FIELDS, ...names])
      .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, hostileValue()]))));
  const common = { hostname: hostileName(), timestamp: fc.constant(Date.now() / 1_000) };
  const task = fc
    .tuple(
      fc.record({ ...common, uuid: hostileName() }),
      fc.oneof(fc.constantFrom(...SUBJECTS), hostileName()),
      fields(TASK_FIELDS),
    )
    .map(([base, subject, more]) => ({ ...more, ...base, type: `task-${subject}`.slice(0, 512) }));
  const worker = fc
    .tuple(fc.record(common), fc.constantFrom("online", "heartbeat", "offline"), fields(WORKER_FIELDS))
    .map(([base, subject, more]) => ({ ...more, ...base, type: `worker-${subject}` }));
  return fc.oneof({ weight: 4, arbitrary: task }, worker);
}
