import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND_NAMES } from "./command.ts";
import { COMMANDS, findCommand } from "./commands.ts";
import { encodeControlBody } from "./encode.ts";
import { validateCommand } from "./validate.ts";

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
      if (command.kind === "inspect") expect(command.permission).toBe("view");
    }
  });

  it("knows no method that harms a cluster", () => {
    for (const name of ["election", "hello", "toString", "__proto__", "constructor"]) {
      expect(findCommand(name), name).toBeNull();
    }
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

  it("for any JSON: a refusal, or a body that Celery accepts", () => {
    const plausible = fc.record(
      {
        task_id: fc.oneof(fc.string(), fc.array(fc.string()), fc.jsonValue()),
        task_name: fc.oneof(fc.string(), fc.jsonValue()),
        signal: fc.oneof(fc.constantFrom("SIGTERM", "SIGKILL", "TERM"), fc.jsonValue()),
        rate_limit: fc.oneof(fc.string(), fc.double(), fc.jsonValue()),
        soft: fc.oneof(fc.double(), fc.jsonValue()),
        hard: fc.oneof(fc.double(), fc.jsonValue()),
        n: fc.oneof(fc.integer(), fc.jsonValue()),
        queue: fc.oneof(fc.string(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const names = fc.oneof(fc.constantFrom(...COMMAND_NAMES), fc.string());
    const destinations = fc.oneof(fc.constant(null), fc.array(fc.string()), fc.jsonValue());
    let accepted = 0;
    fc.assert(
      fc.property(
        names,
        fc.oneof(plausible, fc.constant({}), fc.jsonValue()),
        destinations,
        (name, args, destination) => {
          const result = validateCommand(name, args, destination);
          if (!result.ok) return result.detail.length > 0 && Object.keys(result.fields).length > 0;
          accepted += 1;
          const body = JSON.parse(encodeControlBody(result.value, "t", REPLY_TO));
          expect(COMMAND_NAMES).toContain(name);
          expect(typeof body.method).toBe("string");
          expect(body.method).not.toMatch(/election|hello/);
          expect(Object.prototype.toString.call(body.arguments)).toBe("[object Object]");
          if (body.destination === null) expect(body.method).not.toBe("shutdown");
          else {
            expect(Array.isArray(body.destination) && body.destination.length > 0).toBe(true);
            expect(body.destination.every((to: unknown) => typeof to === "string" && to !== "")).toBe(true);
          }
          return true;
        },
      ),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
