// A real Celery worker on the other end of each form of Redis: its events are seen, it answers, obeys, and what waits is
// counted. Run for the Celery of both Pythons.
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { validateCommand } from "#lib/control/validate.ts";
import { parseTransportOptions } from "#lib/kombu/read-transport-options.ts";
import { composeEngine } from "../../server/engine/compose.ts";
import type { Engine } from "../../server/engine/port.ts";
import { type CelerySettings, startCelery } from "../fixtures/celery.ts";
import { type Certificates, makeCertificates, redisTlsArgs } from "../fixtures/certificates.ts";
import { type RedisServerOptions, startRedis } from "../fixtures/redis.ts";
import { sendFromUmbel } from "../fixtures/send-task.ts";
import { startSentinels } from "../fixtures/sentinel.ts";

const SOON = { timeout: 20_000, interval: 50 };
const READER = new URL("../../server/broker/redis/reader/thread.ts", import.meta.url).href;
const WORKER = "w1@test";

export async function startEngine(brokerUrl: string, options: object = {}): Promise<Engine> {
  const read = parseTransportOptions(JSON.stringify(options));
  if (!read.ok) throw new Error(read.detail);
  const engine = await composeEngine({
    name: "test",
    brokerUrl,
    transport: read.value.options,
    demo: null,
    maxTasks: 10_000,
    maxWorkers: 100,
    version: "0",
    readerEntry: READER,
  });
  onTestFinished(() => engine.stop());
  await engine.start();
  return engine;
}

export function command(name: string, args: object, destination: readonly string[] | null = null) {
  const request = validateCommand(name, args, destination, 5_000);
  if (!request.ok) throw new Error(request.detail);
  return request.value;
}

/** What is wrong, judged after this was asked. */
export async function findingsOf(
  engine: Engine,
): Promise<readonly { key: string; subject: string; text: string }[]> {
  const asked = Date.now();
  await vi.waitFor(() => expect(engine.latest()?.findings.judgedAt).toBeGreaterThanOrEqual(asked), SOON);
  const opened = await engine.open("overview?range=15m");
  engine.close("overview?range=15m");
  if (!opened.ok) throw new Error(opened.detail);
  // The view of that topic has this list.
  return opened.value.view.lists.findings as unknown as { key: string; subject: string; text: string }[];
}

export const stateOf = async (engine: Engine, uuid: string) =>
  (await engine.query("task", { uuid }))?.state ?? null;

/** Everything that must be right with a living worker. */
async function proveAll(engine: Engine, brokerUrl: string, python: string, settings: CelerySettings) {
  const celery = await startCelery(python, brokerUrl, { resultBackend: "", ...settings });
  onTestFinished(() => celery.stop());
  await celery.worker(WORKER, ["-E", "-c", "1", "-Q", "celery"]);
  await vi.waitFor(async () => {
    const known = await engine.query("worker", { hostname: WORKER });
    expect(known?.worker).toMatchObject({ status: "online", slots: 1, queues: ["celery"] });
    expect(known?.inspection?.conf?.value).not.toBeNull();
  }, SOON);
  const added = await celery.send("shop.add", [2, 3]);
  await vi.waitFor(async () => expect(await stateOf(engine, added)).toBe("SUCCESS"), SOON);
  const ours = await sendFromUmbel(engine, { name: "shop.add", args: [20, 22], queue: "celery" });
  await vi.waitFor(async () => {
    expect(await engine.query("task", { uuid: ours })).toMatchObject({ state: "SUCCESS", result: "42" });
  }, SOON);
  const slept = await celery.send("shop.sleep", [60]);
  await vi.waitFor(async () => expect(await stateOf(engine, slept)).toBe("STARTED"), SOON);
  const ping = await engine.send(command("ping", {}));
  expect(ping.replies).toMatchObject([{ hostname: WORKER, text: "pong" }]);
  const held = await celery.send("shop.add", [1, 1]);
  for (const priority of [undefined, 3, 7]) {
    const options = { queue: "idle", ...(priority === undefined ? {} : { priority }) };
    await celery.send("shop.add", [1, 1], { options });
  }
  await vi.waitFor(async () => {
    const queues = await engine.query("queues", {});
    expect(queues.find(({ key }) => key === "idle")).toMatchObject({ depth: 3, unacked: 0 });
    expect(queues.find(({ key }) => key === "celery")).toMatchObject({ depth: 0, unacked: 1 });
  }, SOON);
  await engine.send(command("terminate", { task_id: slept }));
  await vi.waitFor(async () => expect(await stateOf(engine, slept)).toBe("REVOKED"), SOON);
  await vi.waitFor(async () => expect(await stateOf(engine, held)).toBe("SUCCESS"), SOON);
  expect(engine.latest()?.figures).toMatchObject({ malformed: {}, dropped: 0, repliesUnmatched: 0 });
}

export function celeryOnRedisForms(name: string, python: string, { failover = false } = {}): void {
  describe(`Celery of ${name} on Redis`, { timeout: 90_000 }, () => {
    let made: Promise<Certificates> | null = null;
    afterAll(async () => (await made)?.remove());
    const start = async (options: RedisServerOptions) => {
      const server = await startRedis(options);
      onTestFinished(() => server.stop());
      return server;
    };

    test("TLS with a client certificate, a password and database 2", async () => {
      made ??= makeCertificates();
      const certificates = await made;
      const { ca, client } = certificates;
      const args = [...redisTlsArgs(certificates), "--requirepass", "p@ss"];
      const { port } = await start({ tls: true, args });
      const query = new URLSearchParams({ ssl_cert_reqs: "CERT_REQUIRED", ssl_ca_certs: ca });
      query.set("ssl_certfile", client.cert);
      query.set("ssl_keyfile", client.key);
      const url = `rediss://:p%40ss@127.0.0.1:${port}/2?${query}`;
      const engine = await startEngine(url);
      await proveAll(engine, url, python, {});
      await vi.waitFor(async () => {
        expect((await findingsOf(engine)).map(({ subject }) => subject)).toEqual(["Queue idle"]);
      }, SOON);
    });

    test("global_keyprefix, and priority_steps that the worker tells", async () => {
      const { url } = await start({});
      const engine = await startEngine(url, { global_keyprefix: "acme:" });
      const conf = { broker_transport_options: { global_keyprefix: "acme:", priority_steps: [0, 5] } };
      await proveAll(engine, url, python, { conf });
      await vi.waitFor(async () => {
        expect(await findingsOf(engine)).toMatchObject([
          { subject: "Queue idle" },
          { subject: WORKER, text: expect.stringContaining("Umbel has adopted it") },
        ]);
      }, SOON);
    });

    test("a unix socket, and exchanges of its own", async () => {
      const socket = path.join(tmpdir(), `umbel-${randomUUID()}.sock`);
      await start({ args: ["--unixsocket", socket] });
      const url = `redis+socket://${socket}?virtual_host=1`;
      const names = { event_exchange: "myev", control_exchange: "myctl" };
      const engine = await startEngine(url, { ...names, fanout_prefix: "/x{db}." });
      const conf = { ...names, broker_transport_options: { fanout_prefix: "/x{db}." } };
      await proveAll(engine, url, python, { conf });
    });

    test(`Sentinel${failover ? ", and after a failover" : ""}`, async () => {
      const cluster = await startSentinels();
      onTestFinished(() => cluster.stop());
      const { url, transportOptions } = cluster;
      const engine = await startEngine(url.replace(/\/0/g, "/1"), transportOptions);
      const conf = { broker_transport_options: transportOptions };
      await proveAll(engine, url.replace(/\/0/g, "/1"), python, { conf });
      if (!failover) return;
      await cluster.killMaster();
      await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("disconnected"), SOON);
      await cluster.recover();
      const recovered = Date.now();
      await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("connected"), SOON);
      expect(Date.now() - recovered).toBeLessThan(10_000);
      expect((await findingsOf(engine)).map(({ subject }) => subject)).toContain("Not watching");
      // Not every worker comes back from this by itself: what counts is that a living one is seen.
      const celery = await startCelery(python, url.replace(/\/0/g, "/1"), { resultBackend: "", conf });
      onTestFinished(() => celery.stop());
      await celery.worker("w2@test", ["-E", "-c", "1", "-Q", "after"]);
      const after = await celery.send("shop.add", [1, 2], { options: { queue: "after" } });
      await vi.waitFor(async () => expect(await stateOf(engine, after)).toBe("SUCCESS"), SOON);
      const ping = await engine.send(command("ping", {}, ["w2@test"]));
      expect(ping).toMatchObject({ missing: [], replies: [{ text: "pong" }] });
    });
  });
}
