// Any call that somebody can POST: plausible ones, and any JSON in their places; and what every message that leaves
// must be for Celery to accept it (docs/protocol/control.md D1). Shared by the tests of the gate, of the routes and of
// real workers.
import fc from "fast-check";
import { expect } from "vitest";
import { COMMAND_NAMES, SIGNALS } from "./command.ts";
import { ALIASES } from "./commands.ts";

export interface AnyCall {
  readonly name: string;
  readonly custom: boolean;
  readonly args: unknown;
  readonly destination: unknown;
}

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("a", "__type__", "\ud800"));
const or = <T>(plausible: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 6, arbitrary: plausible as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
/** At most so many keys: most commands take few, and one too many is refused. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(fields, { requiredKeys });
const ids = or(fc.oneof(fc.uuid(), fc.array(fc.oneof(fc.uuid(), text), { maxLength: 3 })));
const small = or(fc.integer({ min: -1, max: 3 }));
const seconds = or(fc.oneof(fc.integer({ min: -1, max: 100 }), fc.double(), fc.constant(null)));
const taskName = or(fc.oneof(fc.constantFrom("shop.big", "shop.limited"), text));
const rate = or(fc.oneof(fc.constantFrom("10/m", "0", "2/h", "1/s", "0.5/s", 0, 7.5, "often", "10/d"), text));
const signal = or(fc.constantFrom(...SIGNALS, "TERM", "SIGNOPE"));
const queue = or(fc.oneof(fc.constantFrom("orders", "celery.pidbox"), text));
const flag = or(fc.boolean());
const module = or(fc.array(fc.constantFrom("json", "no.such", "os;"), { maxLength: 2 }));

/** Arguments that the commands know, by name, mostly of the right kind. */
const PLAUSIBLE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  revoke: some({ task_id: ids }, ["task_id"]),
  terminate: some({ task_id: ids, signal }, ["task_id"]),
  revoke_by_stamped_headers: some(
    { headers: or(fc.dictionary(text, or(fc.array(text)), { maxKeys: 3 })), terminate: flag, signal },
    ["headers"],
  ),
  rate_limit: some({ task_name: taskName, rate_limit: rate }, ["task_name", "rate_limit"]),
  time_limit: some({ task_name: taskName, soft: seconds, hard: seconds }, ["task_name"]),
  pool_grow: some({ n: small }),
  pool_shrink: some({ n: small }),
  autoscale: some({ max: small, min: small }, ["max", "min"]),
  pool_restart: some({ modules: module, reload: flag }),
  add_consumer: some(
    {
      queue,
      exchange: or(fc.oneof(fc.constantFrom("celery", "shop", null), text)),
      exchange_type: or(fc.constantFrom("direct", "topic", "fanout", "headers")),
      routing_key: or(fc.oneof(fc.constantFrom("a.#", null), text)),
      durable: flag,
      auto_delete: flag,
      queue_arguments: or(
        some({ "x-queue-type": or(fc.constantFrom("classic", "quorum")), "x-max-priority": small }),
      ),
    },
    ["queue"],
  ),
  cancel_consumer: some({ queue }, ["queue"]),
  registered: some({
    taskinfoitems: or(fc.array(fc.constantFrom("rate_limit", "__doc__", "app"))),
    builtins: flag,
  }),
  active: some({ safe: flag }),
  conf: some({ with_defaults: flag }),
  query_task: some({ ids }, ["ids"]),
  memdump: some({ samples: small }),
  objgraph: some({ num: small, max_depth: small, type: or(fc.constantFrom("Request", "dict", "a b")) }),
};

const names = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...COMMAND_NAMES) as fc.Arbitrary<string> },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(ALIASES)) },
  { weight: 1, arbitrary: fc.constantFrom("election", "hello", "toString", "__proto__", "") },
  { weight: 1, arbitrary: fc.string() },
);

const argsFor = (name: string): fc.Arbitrary<unknown> => {
  const known = Object.hasOwn(PLAUSIBLE, name) ? PLAUSIBLE[name] : undefined;
  return fc.oneof(
    { weight: 8, arbitrary: known ?? fc.constant({}) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
};

export function anyCallTo(destinations: fc.Arbitrary<unknown>): fc.Arbitrary<AnyCall> {
  const known = names.chain((name) =>
    fc.record({
      name: fc.constant(name),
      custom: fc.constant(false),
      args: argsFor(name),
      destination: destinations,
    }),
  );
  const custom = fc.record({
    name: fc.oneof(names, fc.constantFrom("set_mode", "no_such_command")),
    custom: fc.constant(true),
    args: fc.oneof(fc.dictionary(text, fc.jsonValue()), fc.jsonValue()),
    destination: destinations,
  });
  return fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: custom });
}

export const anyCall: fc.Arbitrary<AnyCall> = anyCallTo(
  fc.oneof(fc.constant(null), fc.array(fc.string()), fc.constant(["w1@fix"]), fc.jsonValue()),
);

/** `body`: a parsed control message. */
// biome-ignore lint/suspicious/noExplicitAny: the test looks at JSON of unknown shape
export function expectAccepted(body: any): void {
  expect(typeof body.method).toBe("string");
  expect(body.method).toMatch(/^[A-Za-z_][\w.]*$/);
  expect(body.method).not.toMatch(/election|hello/i);
  expect(Object.prototype.toString.call(body.arguments)).toBe("[object Object]");
  expect(JSON.stringify(body.arguments)).not.toMatch(/"__type__":|\\ud[89a-f]/i);
  expect(body.pattern).toBeNull();
  if (body.destination === null) expect(body.method).not.toBe("shutdown");
  else {
    expect(Array.isArray(body.destination) && body.destination.length > 0).toBe(true);
    expect(body.destination.every((to: unknown) => typeof to === "string" && to !== "")).toBe(true);
  }
}
