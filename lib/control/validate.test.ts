import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCall, expectAccepted } from "./any-call.test-helper.ts";
import { COMMAND_NAMES } from "./command.ts";
import { ALIASES, COMMANDS, findCommand } from "./commands.ts";
import { encodeControlBody } from "./encode.ts";
import { validateCommand, validateCustom } from "./validate.ts";

const REPLY_TO = { exchange: "reply.celery.pidbox", routingKey: "umbel_h_1_x_y" };

function wire(name: string, args: unknown, destination: unknown = ["w1@fix"]) {
  const result = validateCommand(name, args, destination);
  if (!result.ok) throw new Error(result.detail);
  return JSON.parse(encodeControlBody(result.value, "t-1", REPLY_TO));
}

describe("the table of commands", () => {
  it("has a row for every name, under that name", () => {
    for (const name of COMMAND_NAMES) expect(COMMANDS[name].name).toBe(name);
    expect(Object.keys(COMMANDS).sort()).toEqual([...COMMAND_NAMES].sort());
  });

  it("asks before whatever loses work", () => {
    for (const command of Object.values(COMMANDS)) {
      if (command.destructive) expect(command.confirm, command.name).not.toBeNull();
      if (command.kind === "inspect") expect(["view", "control"]).toContain(command.permission);
    }
  });

  it("knows no method that harms a cluster", () => {
    for (const name of ["election", "hello", "toString", "__proto__", "constructor"]) {
      expect(findCommand(name), name).toBeNull();
    }
  });

  it("knows Celery's other names", () => {
    expect(findCommand("dump_schedule")?.name).toBe("scheduled");
    for (const [alias, name] of Object.entries(ALIASES)) expect(findCommand(alias)).toBe(COMMANDS[name]);
    expect(wire("dump_tasks", {})).toMatchObject({ method: "registered", arguments: {} });
  });
});

describe("validateCommand", () => {
  it("writes the arguments Celery's own client writes (fixtures/redis/*/control.json)", () => {
    expect(wire("revoke", { task_id: "a" }).arguments).toEqual({
      task_id: "a",
      terminate: false,
      signal: "SIGTERM",
    });
    expect(wire("terminate", { task_id: ["a", "b", "a"], signal: "SIGKILL" })).toMatchObject({
      method: "revoke",
      arguments: { task_id: ["a", "b"], terminate: true, signal: "SIGKILL" },
    });
    expect(wire("rate_limit", { task_name: "fix.add", rate_limit: "100/m" }).arguments).toEqual({
      task_name: "fix.add",
      rate_limit: "100/m",
    });
    expect(wire("time_limit", { task_name: "fix.add", soft: 10, hard: 20 }).arguments).toEqual({
      task_name: "fix.add",
      soft: 10,
      hard: 20,
    });
    expect(wire("add_consumer", { queue: "extra" }).arguments).toEqual({
      queue: "extra",
      exchange: null,
      exchange_type: "direct",
      routing_key: null,
    });
    expect(wire("pool_grow", {}).arguments).toEqual({ n: 1 });
    expect(wire("active", {}).arguments).toEqual({ safe: true });
    expect(wire("conf", {}, null)).toEqual({
      method: "conf",
      arguments: { with_defaults: false },
      destination: null,
      pattern: null,
      matcher: null,
      ticket: "t-1",
      reply_to: { exchange: "reply.celery.pidbox", routing_key: "umbel_h_1_x_y" },
    });
  });

  it.each(["0", "10", "0.5/s", "100/m", "2/h", 0, 7.5])("takes the rate limit %j", (rate) => {
    expect(validateCommand("rate_limit", { task_name: "t", rate_limit: rate }, null).ok).toBe(true);
  });

  it.each([
    "",
    "often",
    "10/d",
    "10/",
    "/m",
    "-1/s",
    "1e3",
    "inf",
    "nan",
    " 1/m",
    "1/m\n",
    -1,
    true,
    null,
    [],
    {},
  ])("refuses the rate limit %j", (rate) => {
    expect(validateCommand("rate_limit", { task_name: "t", rate_limit: rate }, null)).toMatchObject({
      ok: false,
      reason: "arguments",
      fields: { rate_limit: expect.any(String) },
    });
  });

  it("refuses a destination that Celery would test by substring, or read as everybody", () => {
    for (const destination of ["w1@fix", [], [""], [1], {}, 0, false, ["w1@fix", null]]) {
      expect(validateCommand("ping", {}, destination), JSON.stringify(destination)).toMatchObject({
        ok: false,
        reason: "destination",
      });
    }
  });

  it("never lets shutdown go without a destination", () => {
    for (const destination of [null, undefined, []]) {
      expect(validateCommand("shutdown", {}, destination)).toMatchObject({
        ok: false,
        reason: "destination",
      });
    }
    expect(validateCommand("shutdown", {}, ["w1@fix"])).toMatchObject({
      ok: true,
      value: { expectsReply: false },
    });
  });

  it("names the field at fault in words", () => {
    expect(validateCommand("time_limit", { task_name: "t", soft: 20, hard: 10 }, null)).toMatchObject({
      detail: "Set time limits: soft must not be more than the hard limit.",
      fields: { soft: "must not be more than the hard limit" },
    });
    expect(validateCommand("revoke", { task_id: "a", terminate: true }, null)).toMatchObject({
      reason: "arguments",
    });
    expect(validateCommand("terminate", { task_id: "a", signal: "SIGNOPE" }, null)).toMatchObject({
      fields: { signal: expect.any(String) },
    });
  });

  it("refuses what is too large or cannot be answered", () => {
    const many = Array.from({ length: 1_001 }, (_, i) => `w${i}@h`);
    expect(validateCommand("ping", {}, many).ok).toBe(false);
    expect(validateCommand("revoke", { task_id: many }, null).ok).toBe(false);
    expect(validateCommand("cancel_consumer", { queue: "q".repeat(256) }, null).ok).toBe(false);
    expect(validateCommand("cancel_consumer", { queue: "q\u0000" }, null).ok).toBe(false);
    expect(validateCommand("cancel_consumer", { queue: "\ud800" }, null).ok).toBe(false);
    expect(validateCommand("pool_grow", { n: 1.5 }, null).ok).toBe(false);
    expect(validateCommand("ping", {}, null, 0).ok).toBe(false);
  });

  it("takes for a queue only what a worker can declare, and never touches its exchange", () => {
    expect(
      wire("add_consumer", {
        queue: "orders",
        exchange: "shop",
        exchange_type: "topic",
        routing_key: "orders.#",
        durable: true,
        auto_delete: false,
        queue_arguments: { "x-queue-type": "quorum", "x-max-priority": 10 },
      }).arguments,
    ).toEqual({
      queue: "orders",
      exchange: "shop",
      exchange_type: "topic",
      routing_key: "orders.#",
      queue_durable: true,
      queue_auto_delete: false,
      queue_arguments: { "x-queue-type": "quorum", "x-max-priority": 10 },
    });
    const deadly = [
      { queue: "q", exchange_type: "nope" },
      { queue: "q", exchange_type: "topic" },
      { queue: "q", max_priority: "x" },
      { queue: "q", exclusive: true },
      { queue: "q", no_ack: true },
      { queue: "celery.pidbox" },
      { queue: "q", exchange: "celeryev" },
      { queue: "w1@h.celery.pidbox" },
      { queue: "q", queue_arguments: { "x-queue-type": "stream" } },
      { queue: "q", durable: false, queue_arguments: { "x-queue-type": "quorum" } },
      { queue: "q", queue_arguments: { "x-max-priority": "10" } },
      { queue: "q", queue_arguments: { __type__: "date", __value__: "x" } },
      { queue: "q", bindings: [] },
    ];
    for (const args of deadly) {
      expect(validateCommand("add_consumer", args, null).ok, JSON.stringify(args)).toBe(false);
    }
  });

  it("checks the newer commands as strictly", () => {
    expect(wire("autoscale", { max: 4, min: 2 }).arguments).toEqual({ max: 4, min: 2 });
    expect(validateCommand("autoscale", { max: 2, min: 4 }, null)).toMatchObject({
      fields: { min: "must not be more than max" },
    });
    expect(validateCommand("autoscale", { max: 2 }, null).ok).toBe(false);
    expect(wire("pool_restart", {}).arguments).toEqual({ modules: [], reload: false });
    expect(validateCommand("pool_restart", { modules: ["os;"] }, null).ok).toBe(false);
    expect(wire("query_task", { ids: ["a", "a"] }).arguments).toEqual({ ids: ["a"] });
    expect(wire("conf", { with_defaults: true }).arguments).toEqual({ with_defaults: true });
    expect(wire("registered", { taskinfoitems: ["rate_limit"], builtins: true }).arguments).toEqual({
      taskinfoitems: ["rate_limit"],
      builtins: true,
    });
    expect(validateCommand("registered", { taskinfoitems: ["__class__"] }, null).ok).toBe(false);
    expect(validateCommand("active", { safe: false }, null).ok).toBe(false);
    expect(
      wire("revoke_by_stamped_headers", { headers: { tenant: "a", job: ["b", "c"] } }).arguments,
    ).toEqual({
      headers: { tenant: ["a"], job: ["b", "c"] },
      terminate: false,
      signal: "SIGTERM",
    });
    for (const headers of [{}, { a: [] }, { a: 1 }, [], ["a=b"], { __type__: "date" }, { "": "x" }]) {
      const result = validateCommand("revoke_by_stamped_headers", { headers }, null);
      expect(result.ok, JSON.stringify(headers)).toBe(false);
    }
    expect(validateCommand("objgraph", { num: 5_000 }, null).ok).toBe(false);
  });

  it("lets a custom command through as it is, unless no worker could read it", () => {
    const args = { depth: { of: [1, "two", null, true] }, "": "x" };
    expect(validateCustom("set_mode", args, ["w1@h"])).toMatchObject({
      ok: true,
      value: { method: "set_mode", args, destination: ["w1@h"], expectsReply: true },
    });
    const deep = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
    const wrong = [
      ["election", {}],
      ["Hello", {}],
      ["shutdown", {}],
      ["dump_tasks", {}],
      ["", {}],
      ["a-b", {}],
      ["x", []],
      ["x", "text"],
      ["x", { deep }],
      ["x", { when: { __type__: "nope", __value__: 1 } }],
      ["x", { half: "\ud800" }],
      ["x", { much: Number.POSITIVE_INFINITY }],
      ["x", { many: Array.from({ length: 6_000 }, () => 0) }],
    ] as const;
    for (const [name, given] of wrong) {
      expect(validateCustom(name, given, null).ok, `${name} ${JSON.stringify(given).slice(0, 80)}`).toBe(
        false,
      );
    }
  });

  it("for any JSON: a refusal, or a body that Celery accepts", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyCall, ({ name, custom, args, destination }) => {
        const result = (custom ? validateCustom : validateCommand)(name, args, destination);
        if (!result.ok) return result.detail.length > 0 && Object.keys(result.fields).length > 0;
        accepted += 1;
        expectAccepted(JSON.parse(encodeControlBody(result.value, "t", REPLY_TO)));
        if (!custom) expect(findCommand(name)).not.toBeNull();
        return true;
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
