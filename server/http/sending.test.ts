// Sending a task over the API: exact values, previews that send nothing, refusals that name the field, and the record of it.
import { describe, expect, it } from "vitest";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";
import { createMemoryAudit } from "../audit/memory.ts";
import { basic, startTestServer } from "./test-server.test-helper.ts";

const JSON_BODY = { "content-type": "application/json" };

async function server() {
  const audit = createMemoryAudit();
  const { ask, engine } = await startTestServer([], { audit });
  const post = (path: string, body: string) => ask(path, { method: "POST", headers: JSON_BODY, body });
  return { ask, post, engine, audit };
}
function bodyOf(acts: readonly unknown[]): string {
  const [, task] = acts[0] as [string, OutgoingTask]; // what the fake engine keeps
  return Buffer.from(task.body).toString();
}

describe("POST /api/v1/tasks", () => {
  it("sends the arguments as they were written, and writes it down without secrets", async () => {
    const { post, engine, audit } = await server();
    const answer = await post(
      "/api/v1/tasks",
      '{"name":"a.b","args":[12345678901234567890,1.0,NaN,{"x":[2.0]}],"kwargs":{"password":"hunter2"},"countdown":1.0,"reason":"why"}',
    );
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ name: "a.b", queue: "celery", sent: true });
    expect(engine.acts).toHaveLength(1);
    expect(bodyOf(engine.acts)).toMatch(
      /^\[\[12345678901234567890, 1\.0, NaN, \{"x": \[2\.0\]\}\], \{"password": "hunter2"\}, /,
    );
    const [finished, requested] = audit.recent(10);
    expect(requested).toMatchObject({ command: "send_task", phase: "requested", reason: "why" });
    expect(finished).toMatchObject({ phase: "finished", args: { task_name: "a.b", queue: "celery" } });
    expect(JSON.stringify(audit.recent(10))).not.toContain("hunter2");
  });

  it("shows what would be sent, with its warnings, and sends nothing", async () => {
    const { post, engine } = await server();
    engine.answers.registry = {
      registered: ["a.b"],
      consumed: ["mail"],
      broadcasts: [],
      queues: ["mail", "idle"],
    };
    const answer = await post("/api/v1/tasks?preview=1", '{"name":"a.c","queue":"idle","priority":3}');
    expect(JSON.parse(answer.text)).toMatchObject({ sent: false, priority: 3, headers: { task: "a.c" } });
    expect(JSON.parse(answer.text).warnings).toHaveLength(2);
    expect(engine.acts).toEqual([]);
  });

  it.each([
    ['{"args":[]}', "name"],
    ['{"name":"a","args":{}}', "args"],
    ['{"name":"a","nonsense":1}', "nonsense"],
    ['{"name":"a","eta":"soon"}', "eta"],
    ['{"name":"a","args":[{"__type__":"x","__value__":1}]}', "args"],
    ['{"name":"a"', undefined],
  ])("refuses %s before anything leaves", async (body, field) => {
    const { post, engine } = await server();
    const answer = await post("/api/v1/tasks", body);
    expect([answer.status, answer.code]).toEqual([400, "bad_request"]);
    if (field !== undefined) expect(Object.keys(JSON.parse(answer.text).error.details)).toEqual([field]);
    expect(engine.acts).toEqual([]);
  });

  it("needs a user, and other methods are refused", async () => {
    const { ask } = await startTestServer(["--basic-auth=ada:secret-word"]);
    const options = { method: "POST", headers: JSON_BODY, body: '{"name":"a"}' };
    expect((await ask("/api/v1/tasks", options)).status).toBe(401);
    const signedIn = { ...options, headers: { ...JSON_BODY, ...basic("ada", "secret-word") } };
    expect((await ask("/api/v1/tasks", signedIn)).status).toBe(200);
    expect(
      (await ask("/api/v1/tasks", { method: "DELETE", headers: basic("ada", "secret-word") })).status,
    ).toBe(405);
  });
});

describe("GET /api/v1/tasks/{uuid}/result", () => {
  it("says why there is none", async () => {
    const { ask } = await server();
    const answer = await ask("/api/v1/tasks/u1/result");
    expect(JSON.parse(answer.text)).toMatchObject({ result: null, backend: { kind: "none" } });
  });
});
