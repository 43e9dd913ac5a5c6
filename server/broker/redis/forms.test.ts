// The contract of every broker, on a real Redis in every form that people run it in.
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { type Certificates, makeCertificates, redisTlsArgs } from "../../../e2e/fixtures/certificates.ts";
import { freePort } from "../../../e2e/fixtures/process.ts";
import { type RedisServerOptions, startRedis } from "../../../e2e/fixtures/redis.ts";
import { type SentinelCluster, startSentinels } from "../../../e2e/fixtures/sentinel.ts";
import { brokerContract } from "../contract.ts";
import { REDIS_RIGHTS } from "./connection/replies.ts";
import { transport } from "./redis.test-helper.ts";
import { createRedisBroker } from "./redis.ts";
import { redisSide, type SideNames, serverParts } from "./side.test-helper.ts";

interface Form extends SideNames {
  readonly server?: RedisServerOptions;
  readonly options?: object;
  readonly detour?: boolean;
  /** The broker URL, by the server's port. */
  readonly url?: (port: number) => string | Promise<string>;
  /** For the tests' own clients. */
  readonly adminUrl?: (port: number) => string;
}

function contractOf(name: string, makeForm: () => Form | Promise<Form>): void {
  brokerContract(`redis, ${name}`, async () => {
    const form = await makeForm();
    const server = await startRedis(form.server);
    const url = (await form.url?.(server.port)) ?? server.url;
    const options = { random: () => 0, transport: transport(form.options ?? {}) };
    return {
      ...redisSide({ ...serverParts(server, form.adminUrl?.(server.port)), ...form }),
      detour: form.detour ?? false,
      createBroker: () => createRedisBroker(url, options),
    };
  });
}

contractOf("password", () => ({
  server: { args: ["--requirepass", "p@ss/w:ord"] },
  url: (port) => `redis://:p%40ss%2Fw%3Aord@127.0.0.1:${port}/0`,
  adminUrl: (port) => `redis://:p%40ss%2Fw%3Aord@127.0.0.1:${port}/0`,
}));

contractOf("a user with the least rights", () => ({
  server: {
    args: ["--user", "umbel", "on", ">pw", "~*", "&/0.celeryev*", "&/0.celery.pidbox", ...REDIS_RIGHTS],
  },
  url: (port) => `redis://umbel:pw@127.0.0.1:${port}/0`,
}));

contractOf("unix socket", () => {
  const socket = join(tmpdir(), `umbel-${randomUUID()}.sock`);
  return { server: { args: ["--unixsocket", socket] }, url: () => `redis+socket://${socket}` };
});

contractOf("global_keyprefix", () => ({ prefix: "acme:", options: { global_keyprefix: "acme:" } }));

contractOf("fanout_prefix False, fanout_patterns False", () => ({
  options: { fanout_prefix: false, fanout_patterns: false },
  eventChannel: "celeryev",
  controlChannel: "celery.pidbox",
}));

contractOf("fanout_prefix with {db}, exchanges of its own", () => ({
  options: { fanout_prefix: "/x{db}.", event_exchange: "myev", control_exchange: "myctl" },
  eventChannel: "/x0.myev/task.multi",
  controlChannel: "/x0.myctl.pidbox",
  controlExchange: "myctl.pidbox",
}));

contractOf("alternates, the first one dead", () => ({
  detour: true,
  url: async (port) => `redis://127.0.0.1:${await freePort()}/0;redis://127.0.0.1:${port}/0`,
}));

describe("with certificates", () => {
  let made: Promise<Certificates> | null = null;
  const certificates = () => {
    made ??= makeCertificates();
    return made;
  };
  afterAll(async () => (await made)?.remove());

  contractOf("TLS with a client certificate", async () => {
    const { ca, client, ...rest } = await certificates();
    const query = new URLSearchParams({
      ssl_cert_reqs: "CERT_REQUIRED",
      ssl_ca_certs: ca,
      ssl_certfile: client.cert,
      ssl_keyfile: client.key,
    });
    const plain = await freePort();
    return {
      server: {
        tls: true,
        // The tests' own clients come in plainly.
        args: [...redisTlsArgs({ ca, client, ...rest }), "--port", String(plain)],
      },
      url: (port) => `rediss://127.0.0.1:${port}/0?${query}`,
      adminUrl: () => `redis://127.0.0.1:${plain}/0`,
    };
  });
});

describe("with Sentinels", () => {
  let started: Promise<SentinelCluster> | null = null;
  afterAll(async () => (await started)?.stop());

  // A failover is the broker going away: it comes back somewhere else.
  brokerContract("redis, three Sentinels", async () => {
    started ??= startSentinels();
    const cluster = await started;
    const admin = cluster.client();
    await admin.flushall();
    admin.disconnect();
    const options = { random: () => 0, transport: transport(cluster.transportOptions) };
    return {
      ...redisSide({
        client: cluster.client,
        takeAway: cluster.killMaster,
        bringBack: cluster.recover,
        stop: async () => {},
      }),
      createBroker: () => createRedisBroker(cluster.url, options),
    };
  });
});
