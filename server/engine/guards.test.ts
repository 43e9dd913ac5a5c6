// What the state of the workers forbids, with workers whose answers the test decides; real ones are in
// e2e/contract/command-battery.ts.
import { describe, expect, test } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import { Guards } from "./guards.ts";

type Facts = Readonly<
  Record<string, { readonly may?: boolean | null; readonly answers?: object; readonly shared?: true }>
>;

function guardsOf(facts: Facts) {
  const asked: (readonly string[] | null)[] = [];
  const learnt = new Set<string>();
  const guards = new Guards({
    ask: async (method, destination) => {
      asked.push(destination);
      if (method === "conf") for (const name of destination ?? Object.keys(facts)) learnt.add(name);
      return Object.entries(facts)
        .filter(([name]) => destination === null || destination.includes(name))
        .map(([hostname, { answers }]) => ({ hostname, value: (answers ?? {}) as never })); // plain JSON
    },
    online: () => Object.keys(facts),
    now: () => 1_000,
    isShared: (name) => facts[name]?.shared === true,
    mayShowArguments: (name) => (learnt.has(name) ? true : (facts[name]?.may ?? null)),
  });
  return { guards, asked };
}

const request = (over: Partial<ControlRequest>): ControlRequest => ({
  method: "reserved",
  args: {},
  destination: null,
  timeoutMs: 1_000,
  expectsReply: true,
  ...over,
});

describe("answers that hold arguments", () => {
  test("are asked only of workers that can write them; the others are named with the reason", async () => {
    const { guards } = guardsOf({ a: { may: true }, b: { may: false } });
    const { request: sent, notAsked } = await guards.check(request({}));
    expect(sent?.destination).toEqual(["a"]);
    expect(notAsked).toMatchObject([
      { hostname: "b", ok: false, text: expect.stringContaining("ignore every later command") },
    ]);
  });

  test("of an unknown worker its configuration is asked first", async () => {
    const { guards, asked } = guardsOf({ a: {} });
    const { request: sent } = await guards.check(request({ destination: ["a", "gone"] }));
    expect(asked).toEqual([["a", "gone"]]);
    expect(sent?.destination).toEqual(["a", "gone"]);
  });

  test("are asked of nobody rather than of everybody when nobody can", async () => {
    const { guards } = guardsOf({ b: { may: false } });
    expect((await guards.check(request({ method: "query_task", args: { ids: ["x"] } }))).request).toBeNull();
  });
});

test("an exchange keeps the type it has on a worker, or was given from here", async () => {
  const held = [{ name: "q", exchange: { name: "shop", type: "topic", durable: true, auto_delete: false } }];
  const { guards } = guardsOf({ a: { answers: held } });
  const add = (args: ControlRequest["args"]) => guards.check(request({ method: "add_consumer", args }));
  await add({ queue: "x", exchange: "shop", exchange_type: "topic" });
  await expect(add({ queue: "x", exchange: "shop", exchange_type: "direct" })).rejects.toThrow(/type topic/);
  await expect(add({ queue: "shop", exchange: null, exchange_type: "direct" })).rejects.toThrow(/topic/);
  await add({ queue: "y", exchange: null, exchange_type: "direct" });
  await expect(
    add({ queue: "y", exchange: null, queue_durable: false }),
    "it is there as it was",
  ).rejects.toThrow();
  await expect(add({ queue: "z", exchange: "y", exchange_type: "fanout" })).rejects.toThrow(/type direct/);
});

test("a queue that is consumed already is declared as it is there", async () => {
  const held = {
    name: "orders",
    routing_key: "orders.#",
    durable: true,
    auto_delete: false,
    queue_arguments: { "x-queue-type": "quorum" },
    max_priority: 5,
    exchange: { name: "shop", type: "topic", durable: true, auto_delete: false },
  };
  const { guards } = guardsOf({ a: { answers: [held] }, b: { answers: [] } });
  const add = (args: ControlRequest["args"]) =>
    guards.check(request({ method: "add_consumer", args: { queue: "orders", ...args }, destination: ["b"] }));
  const plain = { exchange: null, exchange_type: "direct", routing_key: null };
  const expected = {
    queue: "orders",
    exchange: "shop",
    exchange_type: "topic",
    routing_key: "orders.#",
    queue_durable: true,
    queue_auto_delete: false,
    exchange_durable: true,
    exchange_auto_delete: false,
    queue_arguments: { "x-queue-type": "quorum", "x-max-priority": 5 },
  };
  expect((await add(plain)).request?.args).toEqual(expected);
  const agreeing = { ...plain, queue_arguments: { "x-queue-type": "quorum" } };
  expect((await add(agreeing)).request?.args).toEqual(expected);
  for (const other of [
    { queue_durable: false },
    { queue_arguments: { "x-queue-type": "classic" } },
    { exchange: "x" },
  ]) {
    await expect(add({ ...plain, ...other }), JSON.stringify(other)).rejects.toThrow(
      /declared as it already is/,
    );
  }
});

test("A2: a pool is not shrunk under a name of several workers: one that did not answer might keep none", async () => {
  const { guards } = guardsOf({
    pair: { shared: true, answers: { pid: 7, pool: { processes: [1, 2, 3] } } },
  });
  const shrink = request({ method: "pool_shrink", args: { n: 1 }, destination: ["pair"] });
  await expect(guards.check(shrink)).rejects.toThrow(/several workers have that name/);
});

test("a pool never shrinks to nothing", async () => {
  const pool = (processes: number[] | undefined, more: object = {}) => ({
    answers: { pid: 7, pool: { processes }, ...more },
  });
  const shrink = (facts: Facts, n: number) =>
    guardsOf(facts).guards.check(request({ method: "pool_shrink", args: { n } }));
  await shrink({ a: pool([1, 2]) }, 1);
  await expect(shrink({ a: pool([1, 2]), b: pool([1]) }, 1)).rejects.toThrow(/the 1 processes of b/);
  await shrink({ solo: pool([7]), threads: pool(undefined), auto: pool([1], { autoscaler: {} }) }, 5);
  const twice = guardsOf({ a: pool([1, 2]) }).guards;
  const once = request({ method: "pool_shrink", args: { n: 1 } });
  await twice.check(once);
  await expect(twice.check(once), "the first to go is still listed").rejects.toThrow(/one must stay/);
});
