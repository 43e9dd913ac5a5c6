import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExactJson, parseJson } from "../kombu/parse-json.ts";
import { printJson } from "../kombu/print-json.ts";
import { decodeUtf8Lossy } from "../kombu/text.ts";
import { isCompleteRepr } from "../pyrepr/parse-repr.ts";
import { printArgsRepr, printRepr } from "../pyrepr/print-repr.ts";
import { encodeTask } from "./encode-task.ts";
import { printMoment } from "./moment.ts";
import { sendBodySchema, settleRequest } from "./task-request.ts";
import { type Surroundings, warningsOf } from "./warnings.ts";

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const settle = (body: Record<string, unknown>) => {
  const checked = sendBodySchema.safeParse({ name: "a.b", ...body });
  if (!checked.success) return checked.error.issues[0]?.path.join(".");
  const settled = settleRequest(checked.data, { now: NOW, newId: () => "new" });
  return settled.ok ? settled.value : settled.reason;
};

describe("what may be sent", () => {
  it.each([
    [{}, { exchange: "", routingKey: "celery" }],
    [
      { queue: "q", exchange: "x" },
      { exchange: "", routingKey: "q" },
    ],
    [
      { queue: "q", routing_key: "k" },
      { exchange: "", routingKey: "q" },
    ],
    [
      { exchange: "x", routing_key: "" },
      { exchange: "", routingKey: "celery" },
    ],
    [
      { exchange: "x", routing_key: "k" },
      { exchange: "x", routingKey: "k" },
    ],
    [{ exchange_type: "topic" }, { exchange: "celery", routingKey: "celery" }],
    [
      { exchange_type: "topic", routing_key: "a.b", queue: "q" },
      { exchange: "q", routingKey: "a.b" },
    ],
    [
      { exchange_type: "topic", exchange: "x" },
      { exchange: "x", routingKey: "" },
    ],
    [{ delivery_mode: "transient" }, { deliveryMode: 1 }],
    [{ delivery_mode: 2 }, { deliveryMode: 2 }],
  ])("A20: %o goes to %o", (body, delivery) => {
    expect(settle(body)).toMatchObject({ delivery });
  });

  it("A20: properties are the application's own, as far as nobody else sets them", () => {
    expect(settle({ properties: { app_id: "a" } })).toMatchObject({
      delivery: { properties: { app_id: "a" } },
    });
    expect(settle({ properties: { delivery_tag: "a" } })).toBe("properties.delivery_tag");
    expect(settle({ properties: { big: 2n ** 70n } })).toBe("properties.big");
    expect(settle({ compression: "bzip2" })).toBe("compression");
  });

  it("completes a bare name", () => {
    expect(settle({})).toMatchObject({
      id: "new",
      queue: "celery",
      args: [],
      kwargs: {},
      etaAt: null,
      priority: null,
    });
  });

  it.each([
    [{ eta: "2026-01-02T03:04:06+02:00" }, { etaAt: NOW + 1000 - 7_200_000 }],
    [{ eta: "2026-01-02 03:04:06" }, { etaAt: NOW + 1000 }],
    [{ countdown: 1.5 }, { etaAt: NOW + 1500 }],
    [{ expires: 60 }, { expiresAt: NOW + 60_000 }],
  ])("%j", (body, settled) => {
    expect(settle(body)).toMatchObject(settled);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ args: { a: 1 } }, "args"],
    [{ kwargs: [1] }, "kwargs"],
    [{ eta: "tomorrow" }, "eta"],
    [{ eta: "2026-13-45T00:00:00" }, "eta"],
    [{ eta: "2026-01-02T03:04:06", countdown: 1 }, "countdown"],
    [{ expires: -1 }, "expires"],
    [{ priority: 1.5 }, "priority"],
    [{ time_limit: 5, soft_time_limit: 6 }, "soft_time_limit"],
    [{ headers: { ignore_result: false } }, "headers.ignore_result"],
    [{ headers: { id: "x" } }, "headers.id"],
    [{ headers: { big: 2n ** 70n } }, "headers.big"],
    [{ args: [{ __type__: "invented", __value__: 1 }] }, "args"],
    [{ kwargs: { at: { __type__: "datetime", __value__: "soon" } } }, "args"],
    [{ serializer: "pickle" }, "serializer"],
    [{ unknown: 1 }, ""],
  ])("refuses %o", (body, field) => {
    expect(settle(body)).toBe(field);
  });

  it.each([
    [{ args: [{ password: "********" }] }, "args"],
    [{ kwargs: { url: "redis://:********@h" } }, "args"],
    [{ headers: { authorization: "Bearer ********" } }, "headers"],
  ])("A7: never sends the mask in the place of a secret: %j", (body, field) => {
    expect(settle(body)).toBe(field);
  });

  it("takes kombu's own typed values", () => {
    const at = { __type__: "datetime", __value__: "2024-05-06T07:08:09+00:00" };
    expect(settle({ args: [at, { __type__: "uuid", __value__: { hex: "1".repeat(32) } }] })).toMatchObject({
      args: [at, {}],
    });
  });
});

describe("the message", () => {
  const encode = (body: Record<string, unknown>) => {
    const request = settle(body);
    if (typeof request !== "object") throw new Error(String(request));
    return encodeTask(request, { origin: "umbel@h", now: NOW });
  };

  it("is protocol 2 without ignore_result", () => {
    const message = encode({
      args: [1, "x"],
      kwargs: { k: null },
      eta: "2026-01-02T03:04:06",
      expires: 9,
      time_limit: 5,
    });
    expect(decodeUtf8Lossy(message.body)).toBe(
      '[[1, "x"], {"k": null}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]',
    );
    expect(message.headers).toEqual({
      lang: "py",
      task: "a.b",
      id: "new",
      shadow: null,
      eta: "2026-01-02T03:04:06.000000+00:00",
      expires: "2026-01-02T03:04:14.000000+00:00",
      group: null,
      group_index: null,
      retries: 0,
      timelimit: [5, null],
      root_id: "new",
      parent_id: null,
      argsrepr: "(1, 'x')",
      kwargsrepr: "{'k': None}",
      origin: "umbel@h",
    });
    expect(message).toMatchObject({ correlationId: "new", expirationMs: 9000, replyTo: null });
  });

  it("A20: leaves times without an offset to the worker's time zone where a client of Flower's asks", () => {
    const times = { eta: "2030-01-02 03:04:05.5", expires: "2030-01-03T03:04:05" };
    const checked = { ...sendBodySchema.parse({ name: "a.b", ...times }), localTimes: true };
    const settled = settleRequest(checked, { now: NOW, newId: () => "new" });
    if (!settled.ok) throw new Error(settled.detail);
    const { headers, expirationMs } = encodeTask(settled.value, { origin: "umbel@h", now: NOW });
    expect(headers).toMatchObject({ eta: "2030-01-02T03:04:05.5", expires: "2030-01-03T03:04:05" });
    expect(expirationMs).toBeNull();
    expect(encode(times).headers.eta).toBe("2030-01-02T03:04:05.500000+00:00");
  });

  it("keeps what JavaScript's JSON would change", () => {
    const text = '[12345678901234567890, 1.0, -0.0, 1e3, NaN, -Infinity, {"a": 2.0}]';
    const args = parseExactJson(text);
    if (!args.ok || !Array.isArray(args.value)) throw new Error("not a list");
    expect(printJson(args.value)).toBe(text);
    expect(printArgsRepr(args.value)).toBe("(12345678901234567890, 1.0, -0.0, 1e3, nan, -inf, {'a': 2.0})");
  });

  it("reads any JSON as JSON.parse does, but for whole floats", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const exact = parseExactJson(text);
        const usual = parseJson(text);
        if (!exact.ok || !usual.ok) return exact.ok === usual.ok;
        const again = parseJson(printJson(exact.value));
        expect(again).toEqual(usual);
      }),
    );
  });

  it("cuts a long repr so that nobody takes it for complete", () => {
    const long = printArgsRepr(["x".repeat(3000)]);
    expect(long.length).toBeLessThan(1040);
    expect(isCompleteRepr(long)).toBe(false);
    expect(isCompleteRepr(printRepr({ a: "it's", b: [1, 2] }))).toBe(true);
  });

  it("writes times with microseconds", () => {
    expect(printMoment(NOW + 0.125)).toBe("2026-01-02T03:04:05.000125+00:00");
  });
});

describe("warnings", () => {
  const around = {
    now: NOW,
    transport: "redis",
    queues: ["celery"],
    broadcasts: [],
    consumed: ["celery"],
    registered: ["a.b"],
  };
  const warn = (body: Record<string, unknown>, more: Partial<Surroundings> = {}) => {
    const request = settle(body);
    return typeof request === "object" ? warningsOf(request, { ...around, ...more }) : [];
  };

  it("has none for an ordinary task", () => expect(warn({ countdown: 60 })).toEqual([]));
  it("warns of an ETA beyond the visibility timeout, on Redis only", () => {
    expect(warn({ countdown: 4000 })).toHaveLength(1);
    expect(warn({ countdown: 4000 }, { transport: "amqp" })).toEqual([]);
  });
  it("warns of unknown names and queues", () => {
    expect(warn({ name: "x", queue: "nobody" })).toHaveLength(2);
    expect(warn({}, { registered: null })).toEqual([]);
  });
});
