// Guards the command routes: whatever is POSTed, no message leaves that Celery would not accept.
import fc from "fast-check";
import { expect, test } from "vitest";
import { somebody } from "#lib/access/principal.test-helper.ts";
import type { Role } from "#lib/access/roles.ts";
import { anyCall, expectAccepted } from "#lib/control/any-call.test-helper.ts";
import { encodeControlBody } from "#lib/control/encode.ts";
import { apiOfNothing } from "./api-of-nothing.test-helper.ts";
import { startTestServer } from "./test-server.test-helper.ts";

const headers = { "content-type": "application/json" };
const REPLY_TO = { exchange: "reply.celery.pidbox", routingKey: "x" };

test("for any JSON anyone can POST: a refusal, or a message that Celery accepts", async () => {
  const server = await startTestServer();
  const { sent } = server.engine;
  server.engine.answers.workers = [{ key: "w1@fix", status: "online" }] as never; // as much as is looked at
  const body = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        call: anyCall,
        more: fc.oneof(
          { weight: 5, arbitrary: fc.constant({}) },
          { weight: 1, arbitrary: fc.record({ pattern: fc.constantFrom("*", "w?@fix", "no", "[", 5, "") }) },
          { weight: 1, arbitrary: fc.record({ timeout: fc.oneof(fc.double(), fc.jsonValue()) }) },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ call: anyCall, more: fc.constant(null) }) },
  );
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(body, fc.jsonValue(), async ({ call, more }, any) => {
      const path = `/api/v1/${call.custom ? "custom-commands" : "commands"}/${encodeURIComponent(call.name)}`;
      const json = more === null ? any : { arguments: call.args, destination: call.destination, ...more };
      const before = sent.length;
      const { status } = await server.ask(path, { method: "POST", headers, body: JSON.stringify(json) });
      if (status !== 200) {
        expect([400, 404, 405]).toContain(status);
        expect(sent.length).toBe(before);
        return;
      }
      accepted += 1;
      expect(sent.length).toBe(before + 1);
      const request = sent.at(-1);
      if (request !== undefined) expectAccepted(JSON.parse(encodeControlBody(request, "t", REPLY_TO)));
    }),
    { numRuns: 1_000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test("a pattern is answered with whom it stood for, and refused when it stands for nobody", async () => {
  const server = await startTestServer();
  server.engine.answers.workers = [
    { key: "celery@a", status: "online" },
    { key: "celery@b", status: "offline" },
  ] as never; // as much as is looked at
  const post = (json: object) =>
    server.ask("/api/v1/commands/ping", { method: "POST", headers, body: JSON.stringify(json) });
  expect(JSON.parse((await post({ pattern: "celery@*" })).text).matched).toEqual(["celery@a"]);
  expect(server.engine.sent).toMatchObject([{ destination: ["celery@a"] }]);
  const none = await post({ pattern: "celery@b" });
  expect(none).toMatchObject({ status: 400, code: "bad_request" });
  expect(none.text).toContain("known are celery@a");
});

test("A13: where nobody was asked who they are, nobody may do anything", async () => {
  const { app } = apiOfNothing();
  const ask = async (method: string, path: string, body?: string) => {
    const init = {
      method,
      ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
    };
    return (await app.request(path, init, { principal: null })).status;
  };
  for (const path of ["me", "audit", "events"]) expect(await ask("GET", `/api/v1/${path}`), path).toBe(401);
  const changes = ["v1/commands/ping", "v1/queues/celery/pause", "task/revoke/t1"];
  for (const path of changes) expect(await ask("POST", `/api/${path}`, "{}"), path).toBe(401);
});

test("the audit log is for those who may read it", async () => {
  const { app } = apiOfNothing();
  const ask = async (role: Role) =>
    app.request("/api/v1/audit", {}, { principal: await somebody({ name: "vic", role }) });
  expect((await ask("operator")).status).toBe(200);
  const refused = await ask("viewer");
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("needs the right “audit”");
});
