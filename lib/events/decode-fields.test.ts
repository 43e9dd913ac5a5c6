import { describe, expect, test } from "vitest";
import { BASE, decode, decodeTask } from "./decode.test-helper.ts";
import { decodeEvents } from "./decode-events.ts";

describe("fields", () => {
  test("absent stays absent, null stays null", () => {
    const event = decodeTask({ eta: null, signum: null });
    expect(event.eta).toBeNull();
    expect(event.signum).toBeNull();
    expect("expires" in event).toBe(false);
    expect(decodeTask({ pid: null, clock: "3" })).toMatchObject({ pid: null, clock: null });
  });

  test("a field of a type no Celery sends is as good as absent", () => {
    const wrong = {
      name: 7,
      retries: "1",
      runtime: Number.NaN,
      terminated: 1,
      traceback: {},
      queue: [],
      expires: 9,
    };
    expect(Object.keys(decodeTask(wrong))).toEqual(Object.keys(decodeTask({})));
  });

  test("values where a repr should be are shown as JSON", () => {
    const event = decodeTask({ args: [1, "é", 2n ** 64n], kwargs: { a: Number.NaN }, result: 12 });
    expect(event).toMatchObject({
      args: '[1, "\\u00e9", "18446744073709551616"]',
      kwargs: '{"a": "NaN"}',
      result: "12",
    });
  });

  test("long text is cut and says so, on a whole character", () => {
    const event = decodeTask({
      name: "n".repeat(600),
      args: "a".repeat(9000),
      result: `${"r".repeat(8190)}😀`,
      exception: "e".repeat(8192),
      traceback: "t".repeat(40_000),
    });
    expect(event.name).toBe(`${"n".repeat(511)}…`);
    expect(event.args).toBe(`${"a".repeat(8191)}…`);
    expect(event.result).toBe(`${"r".repeat(8190)}😀`);
    expect(event.exception).toBe("e".repeat(8192));
    expect(event.traceback).toBe(`${"t".repeat(32_767)}…`);
    expect(decodeTask({ result: `${"r".repeat(8190)}😀x` }).result).toBe(`${"r".repeat(8190)}…`);
  });

  test("times may be kombu's typed values or dates", () => {
    const typed = { __type__: "datetime", __value__: "2030-01-02T03:04:05+00:00" };
    expect(decodeTask({ eta: typed }).eta).toBe("2030-01-02T03:04:05+00:00");
    expect(decodeTask({ eta: new Date(0) }).eta).toBe("1970-01-01T00:00:00.000Z");
    expect(decodeTask({ signum: 15 }).signum).toBe("15");
    expect(decodeTask({ signum: "SIGTERM" }).signum).toBe("SIGTERM");
  });

  test("timestamps keep their microseconds", () => {
    expect(decodeTask({ timestamp: 1795334406.124942 }).at).toBe(1795334406124.942);
  });

  test("custom task events carry the rest along, bounded; Celery's own do not", () => {
    const progress = decodeTask({
      type: "task-progress",
      current: 3,
      result: { deep: [1n] },
      name: "fix.progress",
      __type__: "datetime",
      __value__: "x",
    });
    expect(progress).toMatchObject({
      subject: "progress",
      name: "fix.progress",
      extra: { current: 3, result: { deep: ["1"] }, __type__: "datetime", __value__: "x" },
    });
    expect("result" in progress).toBe(false);
    expect("extra" in decodeTask({ whatever: 1 })).toBe(false);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, "v".repeat(5000)]));
    const extra = decodeTask({ ...many, type: "task-big" }).extra ?? {};
    expect(JSON.stringify(extra).length).toBeLessThan(150_000);
  });

  test("other groups are custom events", () => {
    expect(decode({ ...BASE, type: "myapp-foo", x: 1 })).toEqual([
      { kind: "custom", type: "myapp-foo", hostname: "w1@h", at: 100_500, pid: 7, clock: 3 },
    ]);
  });
});

test("A7: no field of an event that holds words keeps a secret", () => {
  const forms = [
    "{'password': 'hunter2'}",
    "token=hunter2",
    "amqp://u:hunter2@h//",
    { api_key: "hunter2" },
    [["Authorization", "Bearer hunter2"]],
  ];
  const fields = ["args", "kwargs", "result", "exception", "traceback", "eta", "expires", "signum"];
  const own = ["sw_ident", "sw_ver", "sw_sys", "note", "message", "detail"];
  for (const type of ["task-sent", "task-failed", "task-progress", "worker-online", "app-own"]) {
    for (const form of forms) {
      const planted = Object.fromEntries([...fields, ...own].map((field) => [field, form]));
      const base = { type, hostname: "w@h", timestamp: 1e9, uuid: "u", name: "t", secret: "hunter2" };
      const decoded = decodeEvents({ ...base, ...planted });
      expect(decoded.ok).toBe(true);
      expect(JSON.stringify(decoded)).not.toContain("hunter2");
    }
  }
});
