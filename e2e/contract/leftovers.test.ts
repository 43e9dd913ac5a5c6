// Umbel does not harm what it watches, and leaves nothing at a broker that matters: with workers that spell their keys
// otherwise, and after a kill in the midst of a command. A real Umbel, real brokers and real workers.
import { once } from "node:events";
import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import { clusterOf } from "../fixtures/api.ts";
import { type CelerySettings, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRabbitMq } from "../fixtures/rabbitmq.ts";
import { startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const SOON = { timeout: 20_000, interval: 50 };
const WORKER = "w1@test";
const PONG = { [WORKER]: { ok: "pong" } };
const PYTHONS = [
  ["pip", PIP_PYTHON],
  ["Debian", DEBIAN_PYTHON],
] as const;

async function redisServer() {
  const server = await startRedis();
  const client = new Redis(server.url);
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  return { url: server.url, client };
}

async function umbelAt(broker: string): Promise<RunningUmbel> {
  const umbel = await startUmbel(["--broker", broker]);
  onTestFinished(async () => void (await umbel.stop()));
  await vi.waitFor(async () => expect((await clusterOf(umbel)).broker.state).toBe("connected"), SOON);
  return umbel;
}

async function workerAt(python: string, url: string, settings: CelerySettings = {}) {
  const celery = await startCelery(python, url, { resultBackend: "", ...settings });
  onTestFinished(() => celery.stop());
  const worker = await celery.worker(WORKER, ["-E", "-c", "1", "-Q", "celery"]);
  return { worker, ping: () => celery.ask({ do: "inspect", method: "ping" }) };
}

async function ping({ url }: RunningUmbel): Promise<ControlOutcome> {
  const response = await fetch(`${url}/api/v1/commands/ping`, {
    method: "POST",
    body: JSON.stringify({ arguments: {} }),
    headers: { "content-type": "application/json", origin: url },
  });
  return response.json();
}

const answers = async (umbel: RunningUmbel) =>
  expect(await ping(umbel)).toMatchObject({ replies: [{ hostname: WORKER, text: "pong" }], missing: [] });

test.each(PYTHONS)(
  "A1: workers of %s with another sep answer everybody, whoever was there first",
  {
    timeout: 90_000,
  },
  async (_, python) => {
    const { url, client } = await redisServer();
    const umbel = await umbelAt(url);
    const conf = { broker_transport_options: { sep: ":", priority_steps: [0, 5] } };
    const { worker, ping: inspect } = await workerAt(python, url, { conf });
    await vi.waitFor(() => answers(umbel), SOON);
    expect(await inspect()).toEqual(PONG);
    await umbel.stop();
    expect(await inspect()).toEqual(PONG);
    expect(worker.output()).not.toMatch(/not enough values|Traceback|ERROR/);
    expect((await client.smembers("_kombu.binding.reply.celery.pidbox")).join()).not.toContain("umbel");
  },
);

test("A1: what an older Umbel left in the default spelling no longer deafens a worker", {
  timeout: 90_000,
}, async () => {
  const { url, client } = await redisServer();
  const { ping: inspect } = await workerAt(PIP_PYTHON, url, {
    conf: { broker_transport_options: { sep: ":" } },
  });
  // Of another machine, where nobody can tell whether it lives.
  const oid = `umbel_other-host_7_${Date.now().toString(36)}_2f1c`;
  const member = `${oid}\x06\x16\x06\x16${oid}.reply.celery.pidbox`;
  await client.sadd("_kombu.binding.reply.celery.pidbox", member);
  expect(await inspect(), "this is what it does").toBeNull();
  const umbel = await umbelAt(url);
  await vi.waitFor(() => answers(umbel), SOON);
  expect(await inspect()).toEqual(PONG);
});

test.each(PYTHONS)(
  "A1: after SIGKILL nothing of Umbel stays on Redis, with workers of %s",
  {
    timeout: 90_000,
  },
  async (_, python) => {
    const { url, client } = await redisServer();
    const { worker, ping: inspect } = await workerAt(python, url);
    await inspect();
    const keys = async () => (await client.keys("*")).sort();
    const members = async () => {
      const bindings = await client.keys("_kombu.binding.*");
      return (await Promise.all(bindings.map((key) => client.smembers(key)))).flat().sort();
    };
    const before = { keys: await keys(), members: await members() };
    const umbel = await umbelAt(url);
    await vi.waitFor(() => answers(umbel), SOON);
    worker.process.kill("SIGSTOP");
    const heard = client.duplicate();
    onTestFinished(() => heard.disconnect());
    await heard.subscribe("/0.celery.pidbox");
    const published = once(heard, "message");
    const asked = ping(umbel).catch(() => null);
    await published;
    const [list = ""] = await client.keys("umbel*");
    await client.config("RESETSTAT");
    await umbel.kill();
    worker.process.kill("SIGCONT");
    // The answer to the dead.
    await vi.waitFor(async () => expect(await client.llen(list)).toBeGreaterThan(1), SOON);
    await asked;
    expect(await client.ttl(list)).toBeGreaterThan(0);
    expect(await members()).toEqual(before.members);
    await client.pexpire(list, 1);
    await vi.waitFor(async () => expect(await keys()).toEqual(before.keys), SOON);
    expect(await inspect()).toEqual(PONG);
    expect(worker.output()).not.toMatch(/Traceback|ERROR/);
  },
);

test("A1: after SIGKILL nothing of Umbel stays on RabbitMQ", { timeout: 120_000 }, async () => {
  const rabbitmq = await startRabbitMq();
  onTestFinished(() => rabbitmq.stop());
  const { ping: inspect } = await workerAt(PIP_PYTHON, rabbitmq.url);
  await inspect();
  const listed = async (path: string, fields: readonly string[]) => {
    const { href, username, password } = new URL(`/api/${path}`, rabbitmq.apiUrl);
    const target = href.replace(`${username}:${password}@`, "");
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const all: Record<string, unknown>[] = await (await fetch(target, { headers: { authorization } })).json();
    return all.map((each) => fields.map((field) => String(each[field])).join(" ")).sort();
  };
  const everything = async () => ({
    queues: await listed("queues", ["name"]),
    exchanges: await listed("exchanges", ["name", "type"]),
    bindings: await listed("bindings", ["source", "destination", "routing_key"]),
    consumers: (await listed("consumers", ["consumer_tag"])).length,
    connections: (await listed("connections", ["name"])).length,
  });
  let before = await everything();
  // The counts of the API come late.
  await vi.waitFor(async () => {
    before = await everything();
    expect(before).toMatchObject({ consumers: 3 });
    expect(before.connections).toBeGreaterThan(1);
  }, SOON);
  const umbel = await umbelAt(rabbitmq.url);
  await vi.waitFor(() => answers(umbel), SOON);
  await vi.waitFor(async () => {
    expect((await listed("queues", ["name"])).filter((name) => name.includes("umbel"))).toHaveLength(2);
  }, SOON);
  await umbel.kill();
  await vi.waitFor(async () => expect(await everything()).toEqual(before), SOON);
  expect(await inspect()).toEqual(PONG);
});
