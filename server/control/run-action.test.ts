import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { createMemoryAudit } from "../audit/memory.ts";
import type { Audit } from "../audit/port.ts";
import type { Action } from "./port.ts";
import { runAction } from "./run-action.ts";

const admin: Actor = { name: "ada", role: "admin", authenticated: true, source: "10.0.0.1" };
const purge: Action = {
  name: "purge",
  title: "Purge queue",
  permission: "destroy",
  args: { queue: "mail" },
  reason: "stale",
};
const deps = (audit: Audit = createMemoryAudit()) => ({ audit, now: () => 1_000, cluster: "main" });

describe("runAction", () => {
  it("writes down what is asked before and that it was done after", async () => {
    const with_ = deps();
    const work = vi.fn(async () => {
      expect(with_.audit.recent(9).map(({ phase }) => phase)).toEqual(["requested"]);
      return 3;
    });
    expect(await runAction(with_, admin, purge, work)).toBe(3);
    expect(with_.audit.recent(9)).toMatchObject([
      { phase: "finished", command: "purge", args: { queue: "mail" }, reason: "stale" },
      { phase: "requested", actor: "ada", source: "10.0.0.1", cluster: "main" },
    ]);
  });

  it("does nothing for whom the role does not allow, or what cannot be written down", async () => {
    const work = vi.fn(async () => 1);
    const operator: Actor = { ...admin, role: "operator" };
    const with_ = deps();
    await expect(runAction(with_, operator, purge, work)).rejects.toMatchObject({ code: "forbidden" });
    expect(with_.audit.recent(1)).toMatchObject([{ phase: "refused", command: "purge" }]);
    const broken: Audit = {
      ...createMemoryAudit(),
      record: () => Promise.reject(new Error("disk full")),
    };
    await expect(runAction(deps(broken), admin, purge, work)).rejects.toMatchObject({ code: "internal" });
    expect(work).not.toHaveBeenCalled();
  });

  it("writes down why it failed", async () => {
    const with_ = deps();
    const away = new UmbelError("broker_unavailable", "The broker is away.");
    await expect(runAction(with_, admin, purge, () => Promise.reject(away))).rejects.toBe(away);
    expect(with_.audit.recent(1)).toMatchObject([{ phase: "refused", refusal: "The broker is away." }]);
  });
});
