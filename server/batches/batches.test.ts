// Batches with doers that the test decides: rate, abort, what a restart remembers, and who may.
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Actor } from "#lib/access/actor.ts";
import { can } from "#lib/access/roles.ts";
import { UmbelError } from "#lib/api/error.ts";
import { createMemoryAudit } from "../audit/memory.ts";
import { runAction } from "../control/run-action.ts";
import { Batches } from "./batches.ts";
import type { Doer, Turn } from "./doer.ts";
import { openFileLog } from "./file.ts";
import { type BatchLog, NO_LOG } from "./port.ts";
import { batchTopics } from "./views.ts";

const ADA: Actor = { name: "ada", role: "admin", source: "::1", authenticated: true };
const ITEMS = ["a", "b", "c"].map((uuid) => [uuid, "mail.send"] as const);
const BEGIN = { kind: "retry", items: ITEMS, query: null, reason: "because", rate: 1000 } as const;

async function open(run: (turn: Turn) => Promise<void>, log: BatchLog = NO_LOG, most = 1) {
  const doer: Doer = { most, run };
  const audit = createMemoryAudit();
  const deps = { audit, can, now: Date.now, cluster: "main" };
  const batches = await Batches.open({
    log,
    doers: { retry: doer, revoke: doer, terminate: doer },
    runAction: (actor, action, work) => runAction(deps, actor, action, work),
    now: Date.now,
  });
  onTestFinished(() => batches.stop());
  const over = (id: string, status = "finished") =>
    vi.waitFor(() => expect(batches.get(id)?.status).toBe(status), { timeout: 5000 });
  return { batches, audit, over };
}
const doAll = async ({ items, tell }: Turn) => {
  for (const { key } of items) await tell(key, { status: "done", newUuid: `new-${key}` });
};
async function file() {
  const dir = await mkdtemp(path.join(tmpdir(), "umbel-batches-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return path.join(dir, "batches.jsonl");
}
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("a batch", () => {
  it("does every item and is one entry of the audit log", async () => {
    const { batches, audit, over } = await open(doAll);
    const { key } = await batches.begin(ADA, BEGIN);
    await over(key);
    expect(batches.list()).toMatchObject([{ key, counts: { done: 3, waiting: 0 }, actor: "ada", total: 3 }]);
    await vi.waitFor(() =>
      expect(audit.recent(9).map(({ phase }) => phase)).toEqual(["finished", "requested"]),
    );
    expect(audit.recent(1)).toMatchObject([
      { command: "retry_batch", reason: "because", args: { batch: key, count: 3 } },
    ]);
    expect([batches.links.retriedAs("b"), batches.links.retryOf("new-b")]).toEqual(["new-b", "b"]);
  });

  it("keeps to its rate", async () => {
    const { batches, over } = await open(doAll);
    const startedAt = Date.now();
    const { key } = await batches.begin(ADA, { ...BEGIN, rate: 20 });
    await over(key);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(100);
  });

  it("stops when it is aborted, in the middle of a wait too; what was done stays done", async () => {
    const { batches, over } = await open(doAll);
    const { key } = await batches.begin(ADA, { ...BEGIN, rate: 0.1 });
    await vi.waitFor(() => expect(batches.get(key)?.toBatch().counts.done).toBe(1));
    await batches.abort(ADA, key);
    await over(key, "aborted");
    expect(batches.get(key)?.toBatch().counts).toMatchObject({ done: 1, waiting: 2 });
    await expect(batches.abort(ADA, key)).rejects.toMatchObject({ code: "conflict" });
    await expect(batches.resume(ADA, key)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is interrupted when the broker is away, and goes on when it is resumed", async () => {
    let away = true;
    const { batches, over } = await open(async (turn) => {
      if (away && turn.items[0]?.key === "b")
        throw new UmbelError("broker_unavailable", "The broker is away.");
      await doAll(turn);
    });
    const { key } = await batches.begin(ADA, BEGIN);
    await over(key, "interrupted");
    expect(batches.get(key)?.toBatch()).toMatchObject({
      problem: "The broker is away.",
      counts: { done: 1, waiting: 2 },
    });
    away = false;
    await batches.resume(ADA, key);
    await over(key);
    expect(batches.get(key)?.toBatch()).toMatchObject({ problem: null, counts: { done: 3 } });
  });

  it("is refused to who may not, and without tasks, and what cannot be written down is not done", async () => {
    const run = vi.fn(doAll);
    const { batches } = await open(run, {
      append: async () => {
        throw new Error("disk full");
      },
      read: async () => [],
    });
    const viewer: Actor = { ...ADA, role: "viewer" };
    await expect(batches.begin(viewer, BEGIN)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      batches.begin({ ...ADA, role: "operator" }, { ...BEGIN, kind: "terminate" }),
    ).rejects.toThrow();
    await expect(batches.begin(ADA, { ...BEGIN, items: [] })).rejects.toMatchObject({ code: "conflict" });
    await expect(batches.begin(ADA, BEGIN)).rejects.toThrow("disk full");
    expect(run).not.toHaveBeenCalled();
    expect(batches.list()).toEqual([]);
  });

  it("runs at most four at a time", async () => {
    const { open: release, opened } = gate();
    const { batches } = await open(async (turn) => {
      await opened;
      await doAll(turn);
    });
    for (let i = 0; i < 4; i += 1) await batches.begin(ADA, BEGIN);
    await expect(batches.begin(ADA, BEGIN)).rejects.toMatchObject({ code: "too_many" });
    release();
  });
});

describe("after a restart", () => {
  it("what was stopped is interrupted and can be resumed; edits are not remembered", async () => {
    const at = await file();
    const first = await open(doAll, await openFileLog(at));
    const { key } = await first.batches.begin(ADA, {
      ...BEGIN,
      rate: 0.1,
      edits: new Map([["a", { args: ["secret"] }]]),
    });
    await vi.waitFor(() => expect(first.batches.get(key)?.toBatch().counts.done).toBe(1));
    await first.batches.stop();
    expect(await readFile(at, "utf8")).not.toContain("secret");
    const second = await open(doAll, await openFileLog(at), 9);
    expect(second.batches.get(key)?.toBatch()).toMatchObject({
      status: "interrupted",
      counts: { done: 1, waiting: 2 },
    });
    expect(second.batches.links.retriedAs("a")).toBe("new-a");
    await second.batches.abort(ADA, key);
    expect(second.batches.get(key)?.status).toBe("aborted");
  });

  it("what was being done when Umbel was killed is unknown, and is not done again", async () => {
    const at = await file();
    const first = await open(
      async ({ items, tell }) => {
        await tell(items[0]?.key ?? "", { status: "doing", newUuid: "n" });
        throw new Error("killed");
      },
      await openFileLog(at),
    );
    const { key } = await first.batches.begin(ADA, BEGIN);
    await first.over(key, "interrupted");
    await appendFile(at, '{"step":"status","bat'); // cut by the crash
    const done: string[] = [];
    const second = await open(
      async (turn) => {
        done.push(...turn.items.map((item) => item.key));
        await doAll(turn);
      },
      await openFileLog(at),
    );
    expect([...(second.batches.get(key)?.items() ?? [])][0]).toMatchObject({
      status: "unknown",
      newUuid: "n",
    });
    await second.batches.resume(ADA, key);
    await second.over(key);
    expect(done).toEqual(["b", "c"]);
  });

  it("a log that has grown too large keeps its newest half", async () => {
    const at = await file();
    const first = await open(doAll, await openFileLog(at), 9);
    for (let i = 0; i < 10; i += 1) {
      const { key } = await first.batches.begin(ADA, BEGIN);
      await first.over(key);
    }
    const second = await open(doAll, await openFileLog(at, 2000), 9);
    expect(second.batches.list().length).toBeGreaterThan(0);
    expect(second.batches.list().length).toBeLessThan(6);
  });
});

it("views hold a batch and a page of its items", async () => {
  const { batches, over } = await open(doAll, NO_LOG, 9);
  const { key } = await batches.begin(ADA, BEGIN);
  await over(key);
  const topics = batchTopics(batches);
  const view = topics.batch.render;
  expect(topics.batches.render({ kind: "batches" }).lists.batches).toMatchObject([{ key }]);
  expect(view({ kind: "batch", id: key, show: "done", page: 0 })).toMatchObject({ info: { matching: 3 } });
  expect(view({ kind: "batch", id: key, show: "failed", page: 0 }).lists.items).toEqual([]);
  expect(view({ kind: "batch", id: "none", show: null, page: 0 }).info).toEqual({ batch: null, matching: 0 });
});
