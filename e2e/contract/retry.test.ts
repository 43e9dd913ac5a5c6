// A thousand tasks that failed on a real worker are retried as one batch; fifty of them had their arguments cut by Celery.
// Each item ends with the outcome that is true, the new tasks run with the old arguments, and a restart remembers it all.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import type { TaskResultAnswer } from "#lib/api/send-schemas.ts";
import type { Batch, BatchItem } from "#lib/batches/batch.ts";
import { loadConfig } from "#server/config/config.ts";
import { createServer, type UmbelServer } from "#server/create-server.ts";
import { composeEngine } from "#server/engine/compose.ts";
import { SILENT } from "#server/log.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";

const WHOLE = 950;
const CUT = 50;
const LONG = "x".repeat(3000);
const WAIT = { timeout: 40_000, interval: 100 };
const FAILED = { filter: { states: "FAILURE", name: "shop.once_open" } };

describe.each([
  ["Celery from pip", PIP_PYTHON],
  ["Debian's Celery", DEBIAN_PYTHON],
])("retrying a thousand tasks of %s", (_, python) => {
  let dir: string;
  let redis: RedisServer;
  let app: CeleryApp;
  let server: UmbelServer;
  let url: string;

  const start = async () => {
    const argv = ["--port=0", `--broker=${redis.url}`, `--audit-log=${path.join(dir, "audit.log")}`];
    const loaded = loadConfig(argv, {}, "0");
    if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
    const { config } = loaded;
    const engine = await composeEngine({
      // As the configuration calls the only cluster.
      name: "celery",
      brokerUrl: redis.url,
      demo: null,
      maxTasks: 10_000,
      maxWorkers: 10,
      version: "0",
    });
    server = createServer({ config, engine, pages: null, log: SILENT });
    ({ url } = await server.start());
  };
  const ask = async <T>(at: string, body?: unknown): Promise<T> => {
    const post = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const answer = await fetch(new URL(at, url), body === undefined ? {} : post);
    const value = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(value));
    return value as T; // the test names the type of its own request's answer
  };
  const items = async (id: string, show = "") => {
    const page = await ask<{ items: BatchItem[]; batch: Batch }>(`/api/v1/batches/${id}?limit=1000${show}`);
    return page;
  };

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), "umbel-retry-"));
    redis = await startRedis();
    app = await startCelery(python, redis.url);
    await start();
    await app.worker("web-1@retry", ["-E", "-c", "4", "--prefetch-multiplier", "20"]);
  }, 90_000);
  afterAll(async () => {
    await server.stop();
    await app.stop();
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it("ends with the true outcome of each", async () => {
    const gate = path.join(dir, "open");
    await app.ask({ do: "many", task: "shop.once_open", args: [gate, "it's short", 2], count: WHOLE });
    await app.ask({ do: "many", task: "shop.once_open", args: [gate, LONG], count: CUT });
    await vi.waitFor(async () => {
      const { total } = await ask<{ total: number }>(
        "/api/v1/tasks?states=FAILURE&name=shop.once_open&limit=1",
      );
      expect(total).toBe(WHOLE + CUT);
      const { registered } = await ask<{ registered: string[] | null }>("/api/v1/registry");
      expect(registered).toContain("shop.once_open");
    }, WAIT);
    writeFileSync(gate, "");

    const preflight = await ask<Preflight>("/api/v1/batches/preflight", { kind: "retry", selection: FAILED });
    expect(preflight).toMatchObject({
      total: 1000,
      classes: { replayable: WHOLE, repairable: CUT, blocked: 0 },
    });
    expect(preflight.problems).toMatchObject([
      { class: "repairable", count: CUT, text: expect.stringContaining("cut") },
    ]);

    const selection = { pin: preflight.pin.id };
    const batch = await ask<Batch>("/api/v1/batches", {
      kind: "retry",
      selection,
      reason: "the gate is open",
      rate: 1000,
    });
    await vi.waitFor(async () => {
      const { batch: now } = await items(batch.key);
      expect(now).toMatchObject({ status: "finished", outcomes: { succeeded: WHOLE, failed: 0 } });
    }, WAIT);
    const ended = await items(batch.key);
    expect(ended.batch.counts).toMatchObject({
      done: WHOLE,
      skipped: CUT,
      failed: 0,
      unknown: 0,
      waiting: 0,
    });
    for (const item of ended.items) {
      if (item.status === "done")
        expect(item).toMatchObject({ newState: "SUCCESS", text: "Arguments from the events." });
      else
        expect(item).toMatchObject({
          status: "skipped",
          newUuid: null,
          text: expect.stringContaining("cut"),
        });
    }
    const done = ended.items.find(({ status }) => status === "done");
    const task = await ask<{ args: string; result: string }>(`/api/v1/tasks/${done?.newUuid}`);
    expect(task).toMatchObject({ args: `('${gate}', 'it\\'s short', 2)`, result: "[10, 'int']" });
    expect(await ask(`/api/v1/tasks/${done?.key}/retries`)).toEqual({
      retryOf: null,
      retriedAs: done?.newUuid,
    });
    expect(await ask(`/api/v1/tasks/${done?.newUuid}/retries`)).toEqual({
      retryOf: done?.key,
      retriedAs: null,
    });

    // What has been retried is not retried again; what was cut can be mended.
    const again = await ask<Preflight>("/api/v1/batches/preflight", { kind: "retry", selection: FAILED });
    expect(again.classes).toEqual({ replayable: 0, repairable: CUT, blocked: WHOLE });
    const cut = ended.items.filter(({ status }) => status === "skipped").map(({ key }) => key);
    const edits = Object.fromEntries(cut.map((uuid) => [uuid, { args: [gate, LONG], kwargs: {} }]));
    const mended = await ask<Batch>("/api/v1/batches", {
      kind: "retry",
      selection: { uuids: cut },
      edits,
      rate: 1000,
    });
    await vi.waitFor(async () => {
      const { batch: now } = await items(mended.key);
      expect(now).toMatchObject({ status: "finished", outcomes: { succeeded: CUT }, counts: { done: CUT } });
    }, WAIT);

    // One entry of the audit log for each batch, and everything is remembered over a restart.
    const { entries } = await ask<{ entries: { command: string; phase: string; reason: string | null }[] }>(
      "/api/v1/audit",
    );
    expect(entries.filter(({ command }) => command === "retry_batch").map(({ phase }) => phase)).toEqual([
      "finished",
      "requested",
      "finished",
      "requested",
    ]);
    await server.stop();
    await start();
    const remembered = await items(batch.key);
    expect(remembered.batch).toMatchObject({
      status: "finished",
      reason: "the gate is open",
      counts: { done: WHOLE, skipped: CUT },
    });
  }, 120_000);

  it("takes the arguments that the result backend has kept, whole and exact", async () => {
    const gate = path.join(dir, "open later");
    const text = JSON.stringify([gate, LONG]).replace(/]$/, ", 1.0, 123456789012345678901234567890]");
    const uuid = await app.ask<string>({ do: "send", task: "shop.once_open_kept", text });
    const preflight = await vi.waitFor(async () => {
      const found = await ask<Preflight>("/api/v1/batches/preflight", {
        kind: "retry",
        selection: { uuids: [uuid] },
      });
      expect(found.items).toMatchObject([{ class: "replayable", source: "result backend", problems: [] }]);
      return found;
    }, WAIT);
    expect(preflight.items[0]?.args).toContain("...");
    const stored = await ask<TaskResultAnswer>(`/api/v1/tasks/${uuid}/result`);
    expect(stored).toMatchObject({
      backend: { kind: "adopted" },
      result: {
        status: "FAILURE",
        value: { exc_type: "GatewayTimeout", exc_message: ["closed"] },
        name: "shop.once_open_kept",
      },
    });
    expect(stored.result?.traceback).toContain("GatewayTimeout");
    writeFileSync(gate, "");
    const batch = await ask<Batch>("/api/v1/batches", { kind: "retry", selection: { uuids: [uuid] } });
    const item = await vi.waitFor(async () => {
      const page = await items(batch.key);
      expect(page.items).toMatchObject([{ status: "done", newState: "SUCCESS" }]);
      return page.items[0];
    }, WAIT);
    const task = await ask<{ result: string }>(`/api/v1/tasks/${item?.newUuid}`);
    expect(task.result).toBe("[3000, 'float', 123456789012345678901234567890]");
  }, 60_000);

  it("revokes many that wait, and leaves alone those that have ended", async () => {
    const sent = await app.ask<string[]>({ do: "many", task: "shop.sleep", args: [0.01], count: 3 });
    const later = await Promise.all(
      Array.from({ length: 5 }, () => app.send("shop.sleep", [0.01], { options: { countdown: 600 } })),
    );
    await vi.waitFor(async () => {
      for (const uuid of later)
        expect(await ask(`/api/v1/tasks/${uuid}`)).toMatchObject({ state: "RECEIVED" });
      for (const uuid of sent) expect(await ask(`/api/v1/tasks/${uuid}`)).toMatchObject({ state: "SUCCESS" });
    }, WAIT);
    const batch = await ask<Batch>("/api/v1/batches", {
      kind: "revoke",
      selection: { uuids: [...sent, ...later] },
    });
    await vi.waitFor(async () => expect((await items(batch.key)).batch.status).toBe("finished"), WAIT);
    const ended = await items(batch.key);
    expect(ended.batch.counts).toMatchObject({ done: 5, skipped: 3, failed: 0 });
    const revoked = await app.ask<Record<string, string[]>>({ do: "inspect", method: "revoked" });
    expect(Object.values(revoked).flat().sort()).toEqual([...later].sort());
  }, 60_000);
});
