// What stands before Flower's API: the environment's switch, read only mode, forms; and the ways to listen.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { request as secureRequest } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../../config/config.ts";
import { createServer } from "../../create-server.ts";
import { SILENT } from "../../log.ts";
import { createFakeEngine } from "../fake-engine.test-helper.ts";
import { basic, startTestServer } from "../test-server.test-helper.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

test("elsewhere than on this machine and without users it must be asked for; Umbel's own API answers", async () => {
  const closed = await startTestServer(["--address=0.0.0.0"]);
  expect(await closed.ask("/api/workers")).toMatchObject({ status: 401 });
  expect((await closed.ask("/api/tasks")).text).toContain(
    "FLOWER_UNAUTHENTICATED_API environment variable is required",
  );
  expect(await closed.ask("/api/v1/workers")).toMatchObject({ status: 200 });
  const open = await startTestServer(["--address=0.0.0.0", "--unauthenticated-api"]);
  expect(await open.ask("/api/workers")).toMatchObject({ status: 200, text: "{}" });
});

test("with users it asks for them, also under the paths of pages", async () => {
  const server = await startTestServer(["--basic-auth=ann:pw"]);
  for (const path of ["/api/tasks", "/tasks/datatable?draw=1", "/workers?json=1", "/workers?x=&json=true"]) {
    expect((await server.ask(path)).status, path).toBe(401);
  }
  expect(await server.ask("/api/tasks", { headers: basic("ann", "pw") })).toMatchObject({
    status: 200,
    text: "{}",
  });
  expect(await server.ask("/workers?json=1", { headers: basic("ann", "pw") })).toMatchObject({
    text: '{"data":[]}',
  });
});

test("read only mode holds for Flower's API and for Umbel's, and reading goes on", async () => {
  const server = await startTestServer(["--read-only"]);
  const post = (path: string, body = "", headers: Record<string, string> = FORM) =>
    server.ask(path, { method: "POST", headers, body });
  for (const path of ["/api/worker/shutdown/w@h", "/api/task/revoke/x", "/api/task/timeout/x"]) {
    const refused = await post(path);
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.text).toContain("Read only mode is enabled");
  }
  const json = { "content-type": "application/json" };
  const command = await post("/api/v1/commands/revoke", '{"arguments":{"task_id":"x"}}', json);
  expect(command).toMatchObject({ status: 403 });
  expect(await post("/api/v1/queues/q/purge", "{}", json)).toMatchObject({ status: 403 });
  expect(server.engine.sent).toEqual([]);
  expect(server.engine.acts).toEqual([]);
  expect(await post("/api/v1/commands/ping", "{}", json)).toMatchObject({ status: 200 });
  expect(await server.ask("/api/tasks")).toMatchObject({ status: 200 });
  expect(JSON.parse((await server.ask("/api/v1/me")).text)).toMatchObject({ role: "viewer", readOnly: true });
});

test("forms are a script's; one that comes from another site is refused", async () => {
  const server = await startTestServer();
  const ask = (headers: Record<string, string>) =>
    server.ask("/api/task/revoke/x", {
      method: "POST",
      headers: { ...FORM, ...headers },
      body: "terminate=false",
    });
  expect(await ask({})).toMatchObject({ status: 200, text: `{"message":"Revoked 'x'"}` });
  expect(await ask({ origin: "https://evil.example" })).toMatchObject({ status: 403 });
  expect(await ask({ origin: "null" })).toMatchObject({ status: 403 });
  expect(await ask({ "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
  expect(server.engine.sent).toHaveLength(1);
});

/** A folder of its own, and a server that listens as told. */
async function started(options: (dir: string) => string[]): Promise<{ url: string; dir: string }> {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-listen-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const loaded = loadConfig(["--port=0", "--demo", ...options(dir)], {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const server = createServer({
    config: loaded.config,
    engine: createFakeEngine(),
    pages: null,
    log: SILENT,
  });
  onTestFinished(() => server.stop());
  return { ...(await server.start()), dir };
}
function textOf(response: IncomingMessage): Promise<string> {
  return response.reduce((text: string, chunk: Buffer) => text + chunk.toString(), "");
}

test("a unix socket: for owner and group only, and again after it was left behind", async () => {
  const { url, dir } = await started((folder) => [`--unix-socket=${folder}/umbel.sock`]);
  expect(url).toBe(`unix:${dir}/umbel.sock`);
  expect(statSync(`${dir}/umbel.sock`).mode & 0o777).toBe(0o660);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: `${dir}/umbel.sock`, path: "/healthcheck" }, resolve)
      .on("error", reject)
      .end();
  });
  expect(await textOf(answer)).toBe("OK");
  await expect(started(() => [`--unix-socket=${dir}/umbel.sock`])).rejects.toThrow("already listens");
});

test("HTTPS; files that cannot be used are told in words", async () => {
  const make = (dir: string) => {
    const out = ["-keyout", `${dir}/key.pem`, "-out", `${dir}/cert.pem`];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...out, "-subj", "/CN=localhost"],
      {
        stdio: "ignore",
      },
    );
    return [`--certfile=${dir}/cert.pem`, `--keyfile=${dir}/key.pem`];
  };
  const { url } = await started(make);
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    secureRequest(`${url}/healthcheck`, { rejectUnauthorized: false }, resolve).on("error", reject).end();
  });
  expect(await textOf(answer)).toBe("OK");
  await expect(started(() => ["--certfile=/nowhere/c.pem", "--keyfile=/nowhere/k.pem"])).rejects.toThrow(
    "--certfile: /nowhere/c.pem cannot be read",
  );
});
