// Over the API: what was looked at is what is done, however much changes between the look and the click.
import { expect, test, vi } from "vitest";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import type { Batch, BatchItem } from "#lib/batches/batch.ts";
import { heartbeat, taskEvent } from "../engine/simulated.test-helper.ts";
import { startTestServer, type TestServer } from "../http/test-server.test-helper.ts";
import { PIN_MS } from "./pins.ts";

const HEADERS = { "content-type": "application/json" };
const FAILED = { filter: { states: "FAILURE" } };

async function open() {
  const clock = { ahead: 0 };
  const server = await startTestServer([], { clock: () => Date.now() + clock.ahead });
  const { model } = server.engine;
  const now = Date.now();
  model.applyEvent(heartbeat("w1@h"), now);
  model.applyInspect("w1@h", "registered", ["mail.send"], now);
  model.applyInspect("w1@h", "active_queues", [{ name: "mail" }], now);
  let at = now;
  const tell = (uuid: string, subject: string, retries = 0) => {
    at += 1;
    const anchors = { name: "mail.send", args: "(1,)", kwargs: "{}", retries };
    model.applyEvent(taskEvent(uuid, subject, { at, clock: at - now, ...anchors }), at);
  };
  const fail = (...uuids: string[]) => {
    for (const uuid of uuids) for (const subject of ["received", "started", "failed"]) tell(uuid, subject);
  };
  return { server, clock, tell, fail };
}

async function post<T>(
  { ask }: TestServer,
  path: string,
  body: unknown,
): Promise<{ status: number; value: T }> {
  const { status, text } = await ask(path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
  return { status, value: JSON.parse(text) };
}
const look = (server: TestServer, kind: string, selection: object = FAILED) =>
  post<Preflight>(server, "/api/v1/batches/preflight", { kind, selection }).then(({ value }) => value);
const begin = (server: TestServer, kind: string, selection: object) =>
  post<Batch & { error?: { code: string; message: string } }>(server, "/api/v1/batches", { kind, selection });
async function outcome(server: TestServer, id: string): Promise<Record<string, BatchItem>> {
  const page = await vi.waitFor(async () => {
    const { text } = await server.ask(`/api/v1/batches/${id}`);
    const found = JSON.parse(text) as { batch: Batch; items: BatchItem[] };
    expect(found.batch.status).toBe("finished");
    return found;
  });
  return Object.fromEntries(page.items.map((item) => [item.key, item]));
}

test("A11: what was confirmed is what is done, although the set changed between the look and the click", async () => {
  const { server, tell, fail } = await open();
  fail("stays", "runs", "succeeds");
  const found = await look(server, "retry");
  expect(found).toMatchObject({ total: 3, classes: { replayable: 3 }, pin: { id: expect.any(String) } });
  // More match, one runs again by its worker's own doing, another has even succeeded.
  fail("late");
  for (const subject of ["received", "started"]) tell("runs", subject, 1);
  for (const subject of ["received", "started", "succeeded"]) tell("succeeds", subject, 1);
  const { status, value: batch } = await begin(server, "retry", { pin: found.pin.id });
  expect([status, batch.total]).toEqual([200, 3]);
  expect(batch.query).toContain("FAILURE");
  const items = await outcome(server, batch.key);
  expect(Object.keys(items).sort()).toEqual(["runs", "stays", "succeeds"]);
  expect(items.stays).toMatchObject({ status: "done", newUuid: expect.any(String) });
  expect(items.runs).toMatchObject({
    status: "skipped",
    newUuid: null,
    text: expect.stringMatching(/running/),
  });
  expect(items.succeeds).toMatchObject({
    status: "skipped",
    text: "It was FAILURE when it was selected and is now SUCCESS: it was skipped.",
  });
  expect(server.engine.acts.map(([name]) => name)).toEqual(["sendTask"]);
});

test("A11: what somebody else retried meanwhile is told, and not sent twice", async () => {
  const { server, fail } = await open();
  fail("one");
  const [mine, theirs] = [await look(server, "retry"), await look(server, "retry")];
  const first = await begin(server, "retry", { pin: theirs.pin.id });
  await outcome(server, first.value.key);
  const second = await begin(server, "retry", { pin: mine.pin.id });
  expect((await outcome(server, second.value.key)).one).toMatchObject({
    status: "skipped",
    text: "It has already been retried.",
  });
});

test("A11: revoke and terminate leave alone what ended, or began anew, since", async () => {
  const { server, tell, fail } = await open();
  for (const uuid of ["waits", "ends"]) tell(uuid, "received");
  fail("again");
  const all = { filter: {} };
  const [revoke, terminate] = [await look(server, "revoke", all), await look(server, "terminate", all)];
  for (const subject of ["started", "succeeded"]) tell("ends", subject);
  tell("waits", "started");
  for (const subject of ["received", "started"]) tell("again", subject, 1);
  const revoked = await outcome(server, (await begin(server, "revoke", { pin: revoke.pin.id })).value.key);
  expect(revoked.waits?.text).toMatch(/only Terminate stops it/);
  const ended = await begin(server, "terminate", { pin: terminate.pin.id });
  for (const items of [revoked, await outcome(server, ended.value.key)]) {
    expect(items.waits).toMatchObject({ status: "done" });
    expect(items.ends).toMatchObject({ status: "skipped", text: "It had already finished: SUCCESS." });
    expect(items.again).toMatchObject({ status: "skipped", text: expect.stringMatching(/is now STARTED/) });
  }
  expect(server.engine.sent).toMatchObject([
    { args: { task_id: ["waits"], terminate: false } },
    { args: { task_id: ["waits"], terminate: true } },
  ]);
});

test("A11: a pin is good for one batch of its kind and for a quarter of an hour, and says so", async () => {
  const { server, clock, fail } = await open();
  fail("one");
  const { pin } = await look(server, "revoke");
  expect(await begin(server, "terminate", { pin: pin.id })).toMatchObject({
    status: 400,
    value: { error: { code: "bad_request", message: "The pin was made for revoke, not for terminate." } },
  });
  expect((await begin(server, "revoke", { pin: pin.id })).status).toBe(200);
  const refused = {
    status: 409,
    value: { error: { code: "conflict", message: expect.stringMatching(/Nothing was done; preview again/) } },
  };
  expect(await begin(server, "revoke", { pin: pin.id })).toMatchObject(refused);
  const old = await look(server, "retry");
  clock.ahead = PIN_MS;
  expect(await begin(server, "retry", { pin: old.pin.id })).toMatchObject(refused);
  expect(await begin(server, "retry", FAILED)).toMatchObject({ status: 400 });
});
