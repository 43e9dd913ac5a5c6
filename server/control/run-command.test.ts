import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import { createMemoryAudit } from "../audit/memory.ts";
import type { Audit } from "../audit/port.ts";
import { runCommand } from "./run-command.ts";

const admin: Actor = { name: "ada", role: "admin", authenticated: true, source: "10.0.0.1" };
const outcome: ControlOutcome = {
  ticket: "t1",
  expected: 2,
  replies: [{ hostname: "w1@h", ok: false, text: "unknown task", value: null }],
  missing: ["w2@h"],
  tookMs: 5,
};

/** As much of the workers' rows as is looked at. */
const WORKERS = [
  { key: "w2@h", status: "lost" },
  { key: "w1@h", status: "online" },
  { key: "w3@h", status: "offline" },
  { key: "gpu@h", status: "online" },
];

function setup(audit: Audit = createMemoryAudit()) {
  const send = vi.fn(async (_request: ControlRequest) => outcome);
  const query = vi.fn(async () => WORKERS as never);
  const deps = { engine: { send, query }, audit, now: () => 1_000, cluster: "main" };
  return { deps, send, audit };
}

describe("runCommand", () => {
  it("writes down the request before and the outcome after", async () => {
    const { deps, send, audit } = setup();
    send.mockImplementation(async () => {
      expect(audit.recent(10).map((entry) => entry.phase)).toEqual(["requested"]);
      return outcome;
    });
    const call = {
      command: "rate_limit",
      args: { task_name: "t", rate_limit: "1/m" },
      destination: null,
      reason: "calm",
    };
    expect(await runCommand(deps, admin, call)).toBe(outcome);
    const [finished, requested] = audit.recent(10);
    expect(requested).toMatchObject({ phase: "requested", actor: "ada", source: "10.0.0.1", reason: "calm" });
    expect(requested?.args).toEqual({ task_name: "t", rate_limit: "1/m" });
    expect(finished).toMatchObject({
      id: requested?.id,
      phase: "finished",
      outcome: { expected: 2, answered: 1, failed: 1, missing: ["w2@h"] },
    });
  });

  it("refuses whom the role does not allow, and says so in the log", async () => {
    const { deps, send, audit } = setup();
    const viewer: Actor = { ...admin, name: "vic", role: "viewer" };
    const call = { command: "shutdown", destination: ["w1@h"] };
    await expect(runCommand(deps, viewer, call)).rejects.toMatchObject({ code: "forbidden" });
    expect(send).not.toHaveBeenCalled();
    expect(audit.recent(1)).toMatchObject([
      { phase: "refused", command: "shutdown", refusal: expect.any(String) },
    ]);
  });

  it("refuses what is not valid before anything is published", async () => {
    const { deps, send } = setup();
    const calls = [
      { command: "election" },
      { command: "shutdown" },
      { command: "revoke", args: { task_id: 5 } },
    ];
    for (const call of calls) {
      await expect(runCommand(deps, admin, call)).rejects.toMatchObject({ code: "bad_request" });
    }
    expect(send).not.toHaveBeenCalled();
  });

  it("sends nothing that cannot be written down", async () => {
    const broken: Audit = {
      ...createMemoryAudit(),
      record: () => Promise.reject(new Error("disk full")),
    };
    const { deps, send } = setup(broken);
    await expect(runCommand(deps, admin, { command: "ping" })).rejects.toMatchObject({ code: "internal" });
    expect(send).not.toHaveBeenCalled();
  });

  it("keeps the outcome when only the end cannot be written", async () => {
    const memory = createMemoryAudit();
    const flaky: Audit = {
      ...memory,
      record: (entry) =>
        entry.phase === "finished" ? Promise.reject(new Error("disk full")) : memory.record(entry),
    };
    const onAuditError = vi.fn();
    const { deps } = setup(flaky);
    expect(await runCommand({ ...deps, onAuditError }, admin, { command: "ping" })).toBe(outcome);
    expect(onAuditError).toHaveBeenCalledOnce();
  });

  it("logs that the broker was away", async () => {
    const { deps, send, audit } = setup();
    send.mockRejectedValue(new UmbelError("broker_unavailable", "The broker is away."));
    await expect(runCommand(deps, admin, { command: "ping" })).rejects.toMatchObject({
      code: "broker_unavailable",
    });
    expect(audit.recent(1)).toMatchObject([{ phase: "refused", refusal: "The broker is away." }]);
  });

  it("resolves a pattern to the workers that are there, and says whom it stood for", async () => {
    const { deps, send } = setup();
    const answer = await runCommand(deps, admin, { command: "shutdown", pattern: "w*" });
    expect(answer.matched).toEqual(["w1@h", "w2@h"]);
    expect(send.mock.calls[0]?.[0]).toMatchObject({ destination: ["w1@h", "w2@h"] });
    await runCommand(deps, admin, { command: "ping", pattern: "gpu|x", matcher: "pcre" });
    expect(send.mock.calls[1]?.[0]).toMatchObject({ destination: ["gpu@h"] });
    const refused = [
      { pattern: "nobody*" },
      { pattern: "w3*" },
      { pattern: "" },
      { pattern: 5 },
      { matcher: "glob" },
      { pattern: "(", matcher: "pcre" },
      { pattern: "w*", matcher: "sql" },
      { pattern: "w*", destination: ["w1@h"] },
    ];
    for (const given of refused) {
      const call = { command: "ping", ...given };
      await expect(runCommand(deps, admin, call), JSON.stringify(given)).rejects.toMatchObject({
        code: "bad_request",
      });
    }
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("lets only who may send custom commands send them, and none of Celery's own", async () => {
    const { deps, send } = setup();
    const operator: Actor = { ...admin, role: "operator" };
    const call = { command: "set_mode", custom: true, args: { mode: "night" } };
    await expect(runCommand(deps, operator, call)).rejects.toMatchObject({ code: "forbidden" });
    await runCommand(deps, admin, call);
    expect(send.mock.calls[0]?.[0]).toMatchObject({ method: "set_mode", args: { mode: "night" } });
    for (const command of ["shutdown", "election", "hello", "dump_conf", "terminate", "", "a b", "x;"]) {
      await expect(runCommand(deps, admin, { command, custom: true }), command).rejects.toMatchObject({
        code: "bad_request",
      });
    }
  });

  it("keeps what the workers said", async () => {
    const { deps, audit } = setup();
    await runCommand(deps, admin, { command: "ping" });
    expect(audit.recent(1)[0]?.outcome?.replies).toEqual([
      { hostname: "w1@h", ok: false, text: "unknown task" },
    ]);
  });
});
