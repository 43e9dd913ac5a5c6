// The ways RabbitMQ can be away, refuse or fall silent, and what is left behind: on a real one that also speaks TLS.
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Certificates, makeCertificates } from "../../../e2e/fixtures/certificates.ts";
import { freePort } from "../../../e2e/fixtures/process.ts";
import { type RabbitMq, startRabbitMq } from "../../../e2e/fixtures/rabbitmq.ts";
import { startRedis } from "../../../e2e/fixtures/redis.ts";
import { startProxy } from "../../../e2e/fixtures/tcp-proxy.ts";
import { listen } from "../watch.test-helper.ts";
import { channelOf, publishEvent, watch, watchRestless } from "./amqp.test-helper.ts";

let server: RabbitMq;
let files: Certificates;
beforeAll(async () => {
  files = await makeCertificates();
  server = await startRabbitMq({ tls: { ca: files.ca, ...files.server } });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await files?.remove();
});

describe("RabbitMQ, away", () => {
  it("tells the ways apart", async () => {
    const at = (port: number, user = "") => `amqp://${user}127.0.0.1:${port}//`;
    const problem = async (url: string) => (await watch(url)).problem();
    await server.addVhost("theirs");
    await server.addUser("stranger", "pw");
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const other = await listen((socket) => socket.end("220 mail.example ESMTP ready to serve you\r\n"));
    const found = await all({
      nothing: problem(at(await freePort())),
      dns: problem("amqp://no-such-host.invalid//"),
      password: problem(at(server.port, "guest:swordfish@")),
      vhost: problem(`amqp://127.0.0.1:${server.port}/nowhere`),
      stranger: problem(`amqp://stranger:pw@127.0.0.1:${server.port}/theirs`),
      redis: problem(at(redis.port)),
      web: problem(at(server.apiPort)),
      tls: problem(at(server.tlsPort)),
      mail: problem(at(other)),
    });
    const says = (text: string) => expect.stringContaining(text);
    expect(found).toMatchObject({
      nothing: { code: "refused" },
      dns: { code: "dns" },
      password: { code: "auth", text: "RabbitMQ refused user guest or the password." },
      vhost: { code: "permission", text: says("virtual host “nowhere”: it does not exist") },
      stranger: { code: "permission", remedy: says("set_permissions -p theirs stranger") },
      redis: { code: "protocol", text: says("is Redis") },
      web: { code: "protocol", remedy: says("management API") },
      tls: { code: "tls", remedy: says("amqps://") },
      mail: { code: "protocol", text: says("something else") },
    });
    expect(JSON.stringify(found)).not.toContain("swordfish");
  });

  it("stops at once while something that never answers is being tried", async () => {
    const silent = await listen(() => {});
    const { broker } = await watch(`amqp://127.0.0.1:${silent}//`);
    const before = Date.now();
    await broker.stop();
    expect(Date.now() - before).toBeLessThan(2_500);
  });

  it("goes on to the next of several servers", async () => {
    const { connected, statuses } = await watch(
      `amqp://u:secret@127.0.0.1:${await freePort()}//;${server.url}`,
    );
    await connected();
    expect(statuses.map(({ state }) => state)).toEqual(["connecting", "disconnected", "connected"]);
    expect(JSON.stringify(statuses)).not.toMatch(/secret|guest:guest/);
  });
});

describe("RabbitMQ over TLS", () => {
  it("checks the certificate, shows its own, and tells what is wrong", async () => {
    const { ca, client } = files;
    const authority = `ssl_ca_certs=${encodeURIComponent(ca)}`;
    const own = `ssl_certfile=${encodeURIComponent(client.cert)}&ssl_keyfile=${encodeURIComponent(client.key)}`;
    const at = (query: string, user = "guest:guest", host = "localhost") =>
      `amqps://${user}@${host}:${server.tlsPort}//?${query}`;
    const good = await watch(at(`${authority}&${own}`));
    expect(await good.problem()).toBeNull();
    expect(good.statuses.at(-1)?.transport).toBe("amqps");
    expect(await (await watch(at(`ssl_cert_reqs=CERT_NONE&${own}`))).problem()).toBeNull();
    expect(await (await watch(at(own))).problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_ca_certs"),
    });
    expect(await (await watch(at(authority))).problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_certfile"),
    });
    expect(await (await watch(at(`${own}&ssl_ca_certs=/nowhere/ca.pem`))).problem()).toMatchObject({
      code: "tls",
      text: expect.stringContaining("missing"),
    });
    expect(await (await watch(`${server.url.replace("amqp:", "amqps:")}`)).problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("amqp://"),
    });
  });

  it("logs in by certificate, and by AMQPLAIN", async () => {
    await server.addUser("client", "unused");
    const { ca, client } = files;
    const query = new URLSearchParams({
      ...{ ssl_ca_certs: ca, ssl_certfile: client.cert, ssl_keyfile: client.key },
      login_method: "EXTERNAL",
    });
    const external = await watch(`amqps://localhost:${server.tlsPort}//?${query}`);
    expect(await external.problem()).toBeNull();
    const plain = await watch(`${server.url}?login_method=AMQPLAIN`);
    expect(await plain.problem()).toBeNull();
    const unknown = await watch(`${server.url}?login_method=EXTERNAL`);
    expect(await unknown.problem()).toMatchObject({ code: "auth" });
  });
});

describe("RabbitMQ in trouble", () => {
  it("says so while an alarm is on, refuses commands at once, and sends none of them later", async () => {
    const url = await server.addVhost("alarm");
    const worker = await channelOf(url);
    await worker.assertQueue("mail");
    const { broker, connected, statuses } = await watch(url);
    await connected();
    const alarm = "{{resource_limit, memory, node()}, []}";
    const { queue } = await worker.assertQueue("", { exclusive: true });
    await worker.bindQueue(queue, "celery.pidbox", "");
    await server.evaluate(`rabbit_alarm:set_alarm(${alarm})`);
    try {
      const before = Date.now();
      await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
        code: "broker_unavailable",
        message: expect.stringContaining("memory alarm"),
      });
      expect(Date.now() - before).toBeLessThan(2_000);
      expect(statuses.at(-1)).toMatchObject({ state: "connected", problem: { code: "blocked" } });
      await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
        code: "broker_unavailable",
      });
      // Asking goes on.
      expect(await broker.queueDepths(["mail"])).toMatchObject([{ queue: "mail", depth: 0 }]);
    } finally {
      await server.evaluate(`rabbit_alarm:clear_alarm({resource_limit, memory, node()})`);
    }
    await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: "connected", problem: null }));
    await broker.publishControl({ body: '{"method":"ping"}' });
    await vi.waitFor(async () => expect((await worker.checkQueue(queue)).messageCount).toBe(1));
    const message = await worker.get(queue, { noAck: true });
    expect(message === false ? null : message.content.toString()).toBe('{"method":"ping"}');
  });

  it("notices an alarm before anybody sends a command", async () => {
    const { connected, statuses } = await watch(await server.addVhost("alarm2"));
    await connected();
    await server.evaluate("rabbit_alarm:set_alarm({{resource_limit, disk, node()}, []})");
    try {
      await vi.waitFor(
        () => expect(statuses.at(-1)?.problem).toMatchObject({ text: expect.stringContaining("disk alarm") }),
        { timeout: 6_000 },
      );
    } finally {
      await server.evaluate("rabbit_alarm:clear_alarm({resource_limit, disk, node()})");
    }
    await vi.waitFor(() => expect(statuses.at(-1)?.problem).toBeNull());
  });

  it("listens again when its queues are deleted, and keeps on when a task queue is", async () => {
    const url = await server.addVhost("deleted");
    const worker = await channelOf(url);
    await worker.assertQueue("mail");
    const { broker, connected, statuses, texts } = await watch(url);
    await connected();
    const remove = 'fun(Q) -> rabbit_amqqueue:delete(Q, false, false, <<"test">>) end';
    const own = '{resource, _, queue, <<"celeryev.", _/binary>>} = N';
    await server.evaluate(
      `[rabbit_amqqueue:with(N, ${remove}) || ${own} <- rabbit_amqqueue:list_names(<<"deleted">>)]`,
    );
    await vi.waitFor(() => expect(statuses.map(({ state }) => state)).toContain("disconnected"));
    await connected();
    publishEvent(worker, "after");
    await vi.waitFor(() => expect(texts()).toEqual(["after"]));
    await worker.deleteQueue("mail");
    expect(await broker.queueDepths(["mail", "mail"])).toMatchObject([{ depth: null }, { depth: null }]);
    expect(statuses.at(-1)?.state).toBe("connected");
  });

  it("notices a silent network, and is back within ten seconds of its return", async () => {
    const proxy = await startProxy(server.port);
    onTestFinished(() => proxy.stop());
    const url = await server.addVhost("cut");
    const worker = await channelOf(url);
    const { broker, connected, away, statuses, texts } = await watch(
      `amqp://127.0.0.1:${proxy.port}/cut?heartbeat=1`,
    );
    await connected();
    proxy.silence();
    await away(15_000);
    // Either side's heartbeat may notice first.
    expect(statuses.at(-1)?.problem?.code).toMatch(/timeout|lost/);
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({ code: "broker_unavailable" });
    // A further attempt meets the same silence.
    await vi.waitFor(() => expect(statuses.at(-1)?.attempt).toBeGreaterThan(1), { timeout: 10_000 });
    proxy.heal();
    const healed = Date.now();
    await connected();
    publishEvent(worker, "after");
    await vi.waitFor(() => expect(texts()).toContain("after"));
    expect(Date.now() - healed).toBeLessThan(10_000);
  }, 60_000);

  it("connects again after a crash of the server, with everything it declares", async () => {
    const { connected, away, texts, broker } = await watch(server.url);
    await connected();
    await server.pause("SIGKILL");
    await away();
    await server.resume();
    await connected();
    const worker = await channelOf(server.url);
    publishEvent(worker, "after");
    await vi.waitFor(() => expect(texts()).toEqual(["after"]));
    await broker.publishControl({ body: "{}" });
  }, 60_000);

  it("leaks no connection, channel, queue or timer over 200 reconnects", async () => {
    const { broker, statuses, connected } = await watchRestless(server.url);
    await connected();
    await broker.publishControl({ body: "{}" });
    const handles = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length;
    const counts = async () => {
      const channels = "length(rabbit_channel:list())";
      const connections = "length(rabbit_networking:connections())";
      return server.evaluate(`{${connections}, ${channels}, length(rabbit_amqqueue:list_names())}`);
    };
    const before = { server: await counts(), here: handles() };
    for (let i = 0; i < 200; i += 1) {
      const opened = statuses.filter(({ state }) => state === "connected").length;
      await server.closeConnections();
      await vi.waitFor(
        () => expect(statuses.filter(({ state }) => state === "connected").length).toBeGreaterThan(opened),
        { timeout: 10_000, interval: 5 },
      );
    }
    await broker.publishControl({ body: "{}" });
    await broker.queueDepths(["mail", "images"]);
    await vi.waitFor(async () => expect(await counts()).toBe(before.server), { timeout: 5_000 });
    await vi.waitFor(() => expect(handles()).toBeLessThanOrEqual(before.here + 1), { timeout: 5_000 });
  }, 120_000);
});

async function all<T>(asked: Readonly<Record<string, Promise<T>>>): Promise<Record<string, T>> {
  const answers = await Promise.all(Object.values(asked));
  return Object.fromEntries(Object.keys(asked).map((name, index) => [name, answers[index] as T])); // same order
}
