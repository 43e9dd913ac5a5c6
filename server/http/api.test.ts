// Guards the REST API: what each path asks the engine and answers, that every failure is the one JSON error body, and
// that the OpenAPI document tells of every route.
import { describe, expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { errorBodySchema } from "#lib/api/error-schema.ts";
import { AWAY, tickOf } from "./fake-engine.test-helper.ts";
import { startTestServer, type TestServer } from "./test-server.test-helper.ts";

const JSON_TYPE = { "content-type": "application/json" };
function post(server: TestServer, name: string, body: unknown, headers: Record<string, string> = JSON_TYPE) {
  return server.ask(`/api/v1/commands/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
}

test("health: alive always, ready only with the broker", async () => {
  const server = await startTestServer();
  expect(await server.ask("/healthcheck")).toMatchObject({ status: 200, text: "OK" });
  expect(await server.ask("/readyz")).toMatchObject({ status: 200, text: '{"ready":true}' });
  server.engine.tick({ broker: AWAY });
  const away = await server.ask("/readyz");
  expect(away).toMatchObject({ status: 503, code: "broker_unavailable" });
  expect(away.text).toContain("Is Redis running?");
  expect(await server.ask("/healthcheck")).toMatchObject({ status: 200, text: "OK" });
});

test("queries reach the engine with their meaning", async () => {
  const server = await startTestServer();
  const page = await server.ask(
    "/api/v1/tasks?states=FAILURE,RETRY&name=mail.*&text=a%20b&sort=-runtime&offset=20&limit=10",
  );
  expect(JSON.parse(page.text)).toEqual({
    rows: [],
    total: 0,
    offset: 20,
    limit: 10,
    next: null,
    searched: { tasks: 0, of: 0, complete: true },
  });
  await server.ask("/api/v1/tasks");
  await server.ask("/api/v1/tasks/a%2Fb");
  await server.ask("/api/v1/workers/celery%40web-1");
  expect(server.engine.queries).toEqual([
    [
      "tasks",
      {
        filter: {
          states: ["RETRY", "FAILURE"],
          name: "mail.*",
          worker: null,
          queue: null,
          exception: null,
          text: "a b",
          q: null,
        },
        sort: { by: "runtime", descending: true },
        offset: 20,
        limit: 10,
        until: null,
      },
    ],
    [
      "tasks",
      {
        filter: { states: [], name: null, worker: null, queue: null, exception: null, text: null, q: null },
        sort: { by: "seen", descending: true },
        offset: 0,
        limit: 100,
        until: null,
      },
    ],
    ["task", { uuid: "a/b" }],
    ["worker", { hostname: "celery@web-1" }],
  ]);
  expect(JSON.parse((await server.ask("/api/v1/cluster")).text)).toEqual(tickOf().frame);
  expect((await server.ask("/api/v1/queues")).text).toBe('{"queues":[]}');
  const findings = JSON.parse((await server.ask("/api/v1/findings")).text);
  expect(findings).toMatchObject({ counts: { "queue-stuck": 0 }, total: 0, open: [], closed: [] });
  expect((await server.ask("/api/v1/task-names")).text).toBe('{"names":[]}');
  expect((await server.ask("/api/v1/workers")).text).toBe('{"workers":[]}');
});

test("a command is sent, answered and audited", async () => {
  const server = await startTestServer();
  const sent = await post(server, "rate_limit", {
    destination: ["celery@a"],
    arguments: { task_name: "mail.send", rate_limit: "10/m" },
    reason: "too fast",
    timeout: 1.5,
  });
  expect(JSON.parse(sent.text)).toEqual(server.engine.outcome);
  expect(server.engine.sent).toEqual([
    {
      method: "rate_limit",
      args: { task_name: "mail.send", rate_limit: "10/m" },
      destination: ["celery@a"],
      timeoutMs: 1500,
      expectsReply: true,
    },
  ]);
  const audit = JSON.parse((await server.ask("/api/v1/audit?limit=5")).text);
  expect(audit.entries).toMatchObject([
    { phase: "finished", actor: "anonymous", source: "127.0.0.1", command: "rate_limit", reason: "too fast" },
    { phase: "requested" },
  ]);
});

describe("every failure is JSON with a code", () => {
  test.each([
    ["GET", "/api/v1/nothing", 404, "not_found"],
    ["GET", "/api", 404, "not_found"],
    ["GET", "/nothing", 404, "not_found"],
    ["GET", "/%zz", 400, "bad_request"],
    ["GET", "/api/v1/tasks/unknown", 404, "not_found"],
    ["GET", "/api/v1/workers/unknown", 404, "not_found"],
    ["DELETE", "/api/v1/tasks", 405, "method_not_allowed"],
    ["POST", "/metrics", 405, "method_not_allowed"],
    ["GET", "/api/v1/commands/ping", 405, "method_not_allowed"],
    ["GET", "/api/v1/tasks?limit=1001", 400, "bad_request"],
    ["GET", "/api/v1/tasks?limit=abc", 400, "bad_request"],
    ["GET", "/api/v1/tasks?offset=-1", 400, "bad_request"],
    ["GET", "/api/v1/tasks?sort=shoe", 400, "bad_request"],
    ["GET", "/api/v1/tasks?states=BROKEN", 400, "bad_request"],
    ["GET", "/api/v1/tasks?stat=FAILURE", 400, "bad_request"],
    ["GET", "/api/v1/audit?limit=0", 400, "bad_request"],
  ])("%s %s", async (method, path, status, code) => {
    const server = await startTestServer();
    const headers = method === "POST" ? JSON_TYPE : {};
    const answer = await server.ask(path, { method, headers });
    expect(answer).toMatchObject({ status, code });
    expect(answer.headers["content-type"]).toBe("application/json; charset=UTF-8");
    expect(errorBodySchema.safeParse(JSON.parse(answer.text)).success).toBe(true);
  });

  test.each([
    ["malformed JSON", "{", JSON_TYPE, 400, "bad_request"],
    ["no body", "", JSON_TYPE, 400, "bad_request"],
    ["a list", "[]", JSON_TYPE, 400, "bad_request"],
    ["an unknown field", '{"destinations":["a"]}', JSON_TYPE, 400, "bad_request"],
    ["an empty destination", '{"destination":[]}', JSON_TYPE, 400, "bad_request"],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 400, "bad_request"],
    ["plain text that is JSON", "{}", { "content-type": "text/plain" }, 400, "bad_request"],
    ["a large body", JSON.stringify({ reason: "x".repeat(2e6) }), JSON_TYPE, 413, "too_large"],
  ])("a command with %s", async (_, body, headers, status, code) => {
    const server = await startTestServer();
    const answer = await server.ask("/api/v1/commands/ping", { method: "POST", headers, body });
    expect(answer).toMatchObject({ status, code });
    expect(server.engine.sent).toEqual([]);
  });

  test("a large body without a length is cut as well", async () => {
    const server = await startTestServer();
    const answer = await server.ask("/api/v1/commands/ping", {
      method: "POST",
      headers: { ...JSON_TYPE, "transfer-encoding": "chunked" },
      body: JSON.stringify({ reason: "x".repeat(2e6) }),
    });
    expect(answer).toMatchObject({ status: 413, code: "too_large" });
  });

  test("what the engine refuses keeps its code, what breaks inside is not shown", async () => {
    const server = await startTestServer();
    server.engine.outcome = new UmbelError("broker_unavailable", "away");
    expect(await post(server, "ping", {})).toMatchObject({ status: 503, code: "broker_unavailable" });
    server.engine.outcome = new Error("password hunter2");
    const broken = await post(server, "ping", {});
    expect(broken).toMatchObject({ status: 500, code: "internal" });
    expect(broken.text).not.toContain("hunter2");
    expect(await post(server, "make_coffee", {})).toMatchObject({ status: 400, code: "bad_request" });
    expect(await post(server, "add_consumer", {})).toMatchObject({ status: 400, code: "bad_request" });
  });

  test("405 says what is allowed, a wrong field is named", async () => {
    const server = await startTestServer();
    expect((await server.ask("/api/v1/tasks", { method: "PUT" })).headers.allow).toBe("GET, POST");
    const wrong = JSON.parse((await server.ask("/api/v1/tasks?limit=x&stat=1")).text);
    expect(wrong.error.details).toEqual({
      limit: "a whole number from 1 to 1000",
      stat: "is not known here",
    });
  });
});

test("the OpenAPI document has every route, its parameters and named schemas", async () => {
  const server = await startTestServer();
  const document = JSON.parse((await server.ask("/api/v1/openapi.json")).text);
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths).sort()).toEqual([
    "/api/v1/audit",
    "/api/v1/batches",
    "/api/v1/batches/preflight",
    "/api/v1/batches/{id}",
    "/api/v1/batches/{id}/abort",
    "/api/v1/batches/{id}/resume",
    "/api/v1/cluster",
    "/api/v1/clusters",
    "/api/v1/commands",
    "/api/v1/commands/{name}",
    "/api/v1/custom-commands/{method}",
    "/api/v1/events",
    "/api/v1/findings",
    "/api/v1/findings/{key}/acknowledge",
    "/api/v1/findings/{key}/unacknowledge",
    "/api/v1/me",
    "/api/v1/queues",
    "/api/v1/queues/{name}",
    "/api/v1/queues/{name}/pause",
    "/api/v1/queues/{name}/purge",
    "/api/v1/queues/{name}/resume",
    "/api/v1/queues/{name}/waiting",
    "/api/v1/registry",
    "/api/v1/task-names",
    "/api/v1/tasks",
    "/api/v1/tasks/{uuid}",
    "/api/v1/tasks/{uuid}/result",
    "/api/v1/tasks/{uuid}/retries",
    "/api/v1/tasks/{uuid}/why",
    "/api/v1/workers",
    "/api/v1/workers/{hostname}",
  ]);
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining([
      "Task",
      "TaskRow",
      "WorkerRow",
      "QueueRow",
      "Error",
      "ControlOutcome",
      "AuditEntry",
    ]),
  );
  const list = document.paths["/api/v1/tasks"].get;
  expect(list.parameters.map((p: { name: string }) => p.name)).toContain("states");
  expect(list.responses["400"].content["application/json"].schema).toEqual({
    $ref: "#/components/schemas/Error",
  });
  const table = JSON.parse((await server.ask("/api/v1/commands")).text);
  expect(table.commands.find((c: { name: string }) => c.name === "revoke")).toMatchObject({
    destructive: true,
    arguments: { type: "object" },
  });
});
