// Who may do what in Redis: passwords, users and their rights, databases, TLS.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { SEP } from "../names.ts";
import { REDIS_RIGHTS } from "./connection/replies.ts";
import { client, server, watch } from "./redis.test-helper.ts";

describe("Redis, authenticated", () => {
  it("uses the password of the URL, and tells missing from wrong", async () => {
    const { port } = await server({ args: ["--requirepass", "p@ss"] });
    const right = await watch(`redis://:p%40ss@127.0.0.1:${port}/0`);
    expect(await right.problem()).toBeNull();
    expect(right.statuses.at(-1)?.url).not.toContain("p@ss");
    const none = await watch(`redis://127.0.0.1:${port}/0`);
    expect(await none.problem()).toMatchObject({ code: "auth", text: expect.stringContaining("none") });
    const wrong = await watch(`redis://:secret@127.0.0.1:${port}/0`);
    const problem = await wrong.problem();
    expect(problem).toMatchObject({ code: "auth", text: expect.stringContaining("refused") });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });

  it("works with exactly the rights that are documented, and names the missing channel right", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call(
      "ACL",
      "SETUSER",
      "ok",
      "on",
      ">pw",
      "~*",
      "&/0.celeryev*",
      "&/0.celery.pidbox",
      ...REDIS_RIGHTS,
    );
    await admin.call("ACL", "SETUSER", "deaf", "on", ">pw", "~*", "resetchannels", ...REDIS_RIGHTS);
    const allowed = await watch(`redis://ok:pw@127.0.0.1:${port}/0`);
    expect(await allowed.problem()).toBeNull();
    await admin.publish("/0.celeryev/task.multi", "x");
    await vi.waitFor(() => expect(allowed.deliveries).toHaveLength(1));
    expect(await allowed.broker.publishControl({ body: "{}" })).toEqual({ receivers: 0 });
    expect(await allowed.broker.queueDepths(["celery"])).toMatchObject([{ depth: 0, unacked: 0 }]);
    expect(await allowed.broker.discoverQueues()).toEqual([]);
    const deaf = await watch(`redis://deaf:pw@127.0.0.1:${port}/0`);
    expect(await deaf.problem()).toMatchObject({
      code: "permission",
      remedy: expect.stringContaining("/0.celeryev*"),
    });
  });

  it("documents exactly those rights", () => {
    const docs = readFileSync(new URL("../../../docs/brokers.md", import.meta.url), "utf8");
    expect(docs).toContain(`&/0.celery.pidbox ${REDIS_RIGHTS.join(" ")}\n`);
  });

  it("shows events to a user who may only listen, and says why commands cannot go", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call("ACL", "SETUSER", "eye", "on", ">pw", "~*", "&*", "+psubscribe", "+subscribe", "+ping");
    const { broker, problem, deliveries } = await watch(`redis://eye:pw@127.0.0.1:${port}/0`);
    expect(await problem()).toBeNull();
    await admin.publish("/0.celeryev/worker.heartbeat", "x");
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
      code: "broker_unavailable",
      message: expect.stringContaining("right"),
    });
    await expect(broker.queueDepths(["celery"])).resolves.toMatchObject([{ depth: null, unacked: null }]);
  });
});

describe("Redis, in another database", () => {
  it("listens to that database's channel only and counts its lists", async () => {
    const { port } = await server();
    const worker = client(`redis://127.0.0.1:${port}/2`);
    const { broker, deliveries, settled } = await watch(`redis://127.0.0.1:${port}/2`);
    await settled();
    await worker.publish("/0.celeryev/task.multi", "other");
    await worker.publish("/2.celeryev/task.multi", "ours");
    // `fanout_patterns: False`: everything on one channel.
    await worker.publish("/2.celeryev", "ours too");
    await vi.waitFor(() => expect(deliveries).toHaveLength(2));
    await worker.lpush("mail", "a", "b");
    await worker.lpush(`mail${SEP}3`, "c");
    await worker.lpush(`mail${SEP}9`, "d");
    expect(await broker.queueDepths(["mail", "none"])).toMatchObject([
      { queue: "mail", depth: 4, unacked: 0, consumers: null },
      { queue: "none", depth: 0, unacked: 0, consumers: null },
    ]);
    const high = await watch(`redis://127.0.0.1:${port}/99`);
    expect(await high.problem()).toMatchObject({ text: expect.stringContaining("no database 99") });
  });
});

describe("Redis over TLS", () => {
  it("connects unverified as kombu does, verifies when asked, and tells what is wrong", async () => {
    const directory = await mkdtemp(join(tmpdir(), "umbel-tls-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const key = join(directory, "key.pem");
    const cert = join(directory, "cert.pem");
    await promisify(execFile)("openssl", [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost".split(
        " ",
      ),
      ...["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
    ]);
    const files = ["--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert];
    const { port } = await server({ tls: true, args: [...files, "--tls-auth-clients", "no"] });
    const ca = `ssl_ca_certs=${encodeURIComponent(cert)}`;

    const unverified = await watch(`rediss://127.0.0.1:${port}/0`);
    expect(await unverified.problem()).toBeNull();
    expect(unverified.statuses.at(-1)?.transport).toBe("rediss");
    const verified = await watch(`rediss://localhost:${port}/0?ssl_cert_reqs=CERT_REQUIRED&${ca}`);
    expect(await verified.problem()).toBeNull();
    const byAddress = `rediss://127.0.0.1:${port}/0?ssl_cert_reqs=required&${ca}`;
    expect(await (await watch(byAddress)).problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_check_hostname"),
    });
    expect(await (await watch(`${byAddress}&ssl_check_hostname=false`)).problem()).toBeNull();
    const unknownCa = await watch(`rediss://localhost:${port}/0?ssl_cert_reqs=required`);
    expect(await unknownCa.problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_ca_certs"),
    });
    const noFile = await watch(
      `rediss://localhost:${port}/0?ssl_cert_reqs=required&ssl_ca_certs=/nowhere/ca.pem`,
    );
    expect(await noFile.problem()).toMatchObject({ code: "tls", text: expect.stringContaining("missing") });

    const plain = await server();
    const mismatch = await watch(`rediss://127.0.0.1:${plain.port}/0`);
    expect(await mismatch.problem()).toMatchObject({ code: "tls", text: "That port does not speak TLS." });
  });
});
