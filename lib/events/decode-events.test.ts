import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import {
  fixtureEnvelopes,
  listFixtures,
  readFixture,
  readFixtureLines,
} from "#server/codecs/fixtures.test-helper.ts";
import { decodeBody } from "../kombu/decode-body.ts";
import { decodeEnvelope } from "../kombu/decode-envelope.ts";
import { decode, TASK } from "./decode.test-helper.ts";
import { decodeEvents } from "./decode-events.ts";

/** Every body published on an event channel, decoded from its envelope or from AMQP's plain text. */
function fixtureBodies(): unknown[] {
  const envelopes = fixtureEnvelopes().filter(({ text }) => text.includes('"exchange": "celeryev"'));
  const redis = envelopes.map(({ text }) => {
    const message = decodeEnvelope(text);
    const body = message.ok ? decodeBody(message.value, codecs) : message;
    if (!body.ok) throw new Error(body.detail);
    return body.value;
  });
  const amqpFiles = listFixtures().filter((file) => /^amqp\/.*\/events-/.test(file));
  const amqp = amqpFiles.flatMap(readFixtureLines) as { body: string }[]; // the captures' own shape
  return [...redis, ...amqp.map((line) => JSON.parse(line.body))];
}

describe("the events of the fixtures", () => {
  const bodies = fixtureBodies();

  test("are all read, none skipped", () => {
    expect(bodies.length).toBeGreaterThan(150);
    for (const body of bodies) {
      const count = Array.isArray(body) ? body.length : 1;
      const decoded = decodeEvents(body);
      expect(decoded).toMatchObject({ ok: true, value: { skipped: 0 } });
      expect(decoded.ok && decoded.value.events.length).toBe(count);
    }
  });

  test("cover every subject of Celery, gossip and one custom event", () => {
    const types = new Set(
      bodies.flatMap(decode).map((event) => ("subject" in event ? event.subject : event.type)),
    );
    for (const subject of [
      "sent",
      "received",
      "started",
      "succeeded",
      "failed",
      "retried",
      "revoked",
      "rejected",
      "progress",
      "online",
      "heartbeat",
      "offline",
      "elect",
      "elect-ack",
    ]) {
      expect(types).toContain(subject);
    }
  });

  test("keep what each field said", () => {
    const raws = bodies.flat() as Record<string, unknown>[]; // events are objects
    const events = bodies.flatMap(decode);
    const names: Record<string, string> = {
      hostname: "hostname",
      pid: "pid",
      clock: "clock",
      uuid: "uuid",
      name: "name",
      args: "args",
      kwargs: "kwargs",
      root_id: "rootId",
      parent_id: "parentId",
      retries: "retries",
      eta: "eta",
      expires: "expires",
      queue: "queue",
      exchange: "exchange",
      routing_key: "routingKey",
      result: "result",
      runtime: "runtimeSeconds",
      exception: "exception",
      traceback: "traceback",
      terminated: "terminated",
      expired: "expired",
      requeue: "requeue",
      freq: "freqSeconds",
      active: "active",
      processed: "processed",
      loadavg: "loadavg",
      sw_ident: "swIdent",
      sw_ver: "swVer",
      sw_sys: "swSys",
    };
    for (const [i, raw] of raws.entries()) {
      const event = events[i] as unknown as Record<string, unknown>; // compared field by field
      for (const [wire, own] of Object.entries(names)) {
        const text = raw[wire];
        if (typeof text === "string" && text.length > 8192) continue;
        if (wire in raw) expect(event[own], `${raw.type} ${wire}`).toEqual(text);
        else expect(own in event, `${raw.type} ${wire}`).toBe(false);
      }
      expect(event.at).toBeCloseTo(Number(raw.timestamp) * 1000, 2);
    }
  });

  test("are the same in pickle, yaml and json", () => {
    const fixture = readFixture("redis/celery-5.2.6/serializers.json") as Record<
      string,
      { events_raw: { data: string }[] }
    >; // the capture's own shape
    for (const name of ["task_serializer_pickle", "task_serializer_yaml", "task_compression_gzip"]) {
      const message = decodeEnvelope(fixture[name]?.events_raw[0]?.data ?? "");
      const body = message.ok ? decodeBody(message.value, codecs) : message;
      const subjects = decode(body.ok ? body.value : null).map(
        (event) => "subject" in event && event.subject,
      );
      expect(subjects).toEqual(["received", "started", "succeeded"]);
    }
  });
});

describe("bodies", () => {
  test("an empty list is no mistake; a body that is no event is", () => {
    expect(decodeEvents([])).toEqual({ ok: true, value: { events: [], skipped: 0 } });
    for (const body of [null, "x", 7, {}, new Uint8Array(3), { ...TASK, type: 7 }]) {
      expect(decodeEvents(body)).toMatchObject({ ok: false, reason: "event" });
    }
  });

  test("invalid members are skipped and counted", () => {
    const members = [
      TASK,
      null,
      [TASK],
      { ...TASK, uuid: undefined },
      { ...TASK, uuid: "" },
      { ...TASK, uuid: "u".repeat(513) },
      { ...TASK, type: "task-" },
      { ...TASK, type: "worker-" },
      { ...TASK, hostname: null },
      { ...TASK, hostname: "h".repeat(513) },
      { ...TASK, timestamp: "100" },
      { ...TASK, timestamp: Number.NaN },
      { ...TASK, timestamp: Number.POSITIVE_INFINITY },
      { ...TASK, timestamp: -1 },
      { ...TASK, timestamp: 1e15 },
      { ...TASK, timestamp: 10n },
    ];
    const decoded = decodeEvents(members);
    expect(decoded.ok && decoded.value).toMatchObject({
      skipped: members.length - 1,
      events: [{ uuid: "u" }],
    });
  });

  test("it does not matter how events are spread over messages", () => {
    const list = fixtureBodies().flat();
    const whole = decode(list);
    for (let split = 0; split <= list.length; split++) {
      expect([...decode(list.slice(0, split)), ...decode(list.slice(split))]).toEqual(whole);
    }
  });

  test("a list beyond all reason is read to its bound, the rest counted", () => {
    const decoded = decodeEvents(Array.from({ length: 10_005 }, () => TASK));
    expect(decoded.ok && decoded.value.events.length).toBe(10_000);
    expect(decoded.ok && decoded.value).toMatchObject({ skipped: 0, beyond: 5 });
  });
});

test("never throws, whatever a deserializer gave", () => {
  const keys = ["type", "uuid", "hostname", "timestamp", "args", "eta", "loadavg", "extra", "__proto__"];
  const anything = fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withMap: true });
  const eventLike = fc
    .dictionary(fc.constantFrom(...keys), anything)
    .map((fields) => ({ ...TASK, ...fields }));
  const cyclic: unknown[] = [TASK];
  cyclic.push(cyclic, { ...TASK, args: cyclic, type: "task-x", self: cyclic });
  decode(cyclic);
  fc.assert(
    fc.property(fc.oneof(anything, eventLike, fc.array(eventLike)), (body) => {
      const decoded = decodeEvents(body);
      if (decoded.ok) JSON.stringify(decoded.value);
    }),
    { numRuns: 3000 },
  );
});
