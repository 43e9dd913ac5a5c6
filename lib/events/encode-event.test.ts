import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../kombu/parse-json.ts";
import { printJson } from "../kombu/print-json.ts";
import { decodeEvents } from "./decode-events.ts";
import { encodeEvent, eventRoutingKey, eventType } from "./encode-event.ts";
import { type CeleryEvent, TASK_SUBJECTS } from "./event.ts";

const text = fc.option(fc.string({ maxLength: 500 }));
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
const flag = fc.option(fc.boolean());
const identity = fc.string({ minLength: 1, maxLength: 500 });
const base = {
  hostname: identity,
  // A double holds seconds to the microsecond until 2041.
  at: fc.integer({ min: 1, max: 2.2e15 }).map((micro) => micro / 1e3),
  pid: fc.option(fc.nat()),
  clock: fc.option(fc.nat()),
};
const shared = { name: text, args: text, kwargs: text, rootId: text, parentId: text, retries: number };
const required = { requiredKeys: ["kind", "subject", "uuid", "hostname", "at", "pid", "clock"] } as {
  requiredKeys: ["kind", "subject", "uuid", "hostname", "at", "pid", "clock"];
};
const taskEvent = fc.record(
  {
    ...base,
    ...shared,
    kind: fc.constant("task" as const),
    subject: fc.constantFrom(...TASK_SUBJECTS),
    uuid: identity,
    eta: text,
    expires: text,
    queue: text,
    exchange: text,
    routingKey: text,
    result: text,
    runtimeSeconds: number,
    exception: text,
    traceback: text,
    terminated: flag,
    signum: text,
    expired: flag,
    requeue: flag,
  },
  required,
);
const customTaskEvent = fc.record({
  ...base,
  kind: fc.constant("task" as const),
  subject: fc.constant("progress"),
  uuid: identity,
  extra: fc.dictionary(fc.constantFrom("current", "total", "result"), fc.integer()),
});
const workerEvent = fc.record(
  {
    ...base,
    kind: fc.constant("worker" as const),
    subject: fc.constantFrom("online", "heartbeat", "offline"),
    freqSeconds: number,
    active: number,
    processed: number,
    loadavg: fc.option(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 3 })),
    swIdent: text,
    swVer: text,
    swSys: text,
  },
  { requiredKeys: ["kind", "subject", "hostname", "at", "pid", "clock"] },
);
const customEvent = fc.record({
  ...base,
  kind: fc.constant("custom" as const),
  type: fc.constant("myapp-foo"),
});

test("what is encoded is decoded, through the text on the wire", () => {
  const events = fc.array(fc.oneof(taskEvent, customTaskEvent, workerEvent, customEvent), { maxLength: 5 });
  fc.assert(
    fc.property(events, (original) => {
      const body = parseJson(printJson(original.map(encodeEvent)));
      expect(decodeEvents(body.ok && body.value)).toEqual({
        ok: true,
        value: { events: original, skipped: 0 },
      });
    }),
    { numRuns: 500 },
  );
});

test("Celery's spelling", () => {
  const event: CeleryEvent = {
    kind: "task",
    subject: "succeeded",
    uuid: "u",
    hostname: "w1@h",
    at: 1500,
    pid: 7,
    clock: 3,
    result: "5",
    runtimeSeconds: 0.25,
  };
  expect(encodeEvent(event)).toEqual({
    type: "task-succeeded",
    uuid: "u",
    hostname: "w1@h",
    timestamp: 1.5,
    utcoffset: 0,
    pid: 7,
    clock: 3,
    result: "5",
    runtime: 0.25,
  });
  expect(eventRoutingKey(eventType(event))).toBe("task.succeeded");
});
