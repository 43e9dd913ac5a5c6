// The live stream and the pages of tasks that go on at a cursor.
import { expect, onTestFinished, test, vi } from "vitest";
import { NO_FILTER } from "#lib/tasks/filter.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { startTestServer, type TestServer } from "./test-server.test-helper.ts";

function row(key: string, ordinal: number, state: TaskRow["state"] = "SUCCESS"): TaskRow {
  const times = { sentAt: null, receivedAt: null, startedAt: null, finishedAt: null, runtimeSeconds: null };
  const texts = { args: null, kwargs: null, exception: null, eta: null, worker: null, queue: null };
  return { key, ordinal, name: "mail", state, retries: 0, waitMs: null, orphaned: false, ...times, ...texts };
}

async function follow(server: TestServer, query = "", headers: Record<string, string> = {}) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${server.url}/api/v1/events${query}`, { headers, signal: abort.signal });
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      text += part.value;
  };
  void read().catch(() => undefined);
  return { response, text: () => text, abort };
}

test("tells each change once, with its id, and how much there was no room for", async () => {
  const server = await startTestServer();
  const stream = await follow(server, "?states=FAILURE&name=mail.*");
  expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=UTF-8");
  const at = Date.now() + 1000;
  server.engine.answers.taskChanges = { changed: [{ at, row: row("a", 1) }], dropped: 0 };
  server.engine.tick();
  await vi.waitFor(() => expect(stream.text()).toContain(`event: task\nid: ${at}\ndata: {"key":"a"`));
  // Asked again from the same time on: what is new is told, what was told is not.
  const changed = [row("a", 1), row("b", 2)].map((line) => ({ at, row: line }));
  server.engine.answers.taskChanges = { changed, dropped: 3 };
  server.engine.tick();
  await vi.waitFor(() => expect(stream.text()).toContain('"key":"b"'));
  expect(stream.text().match(/"key":"a"/g)).toHaveLength(1);
  expect(stream.text()).toContain('event: dropped\ndata: {"count":3}');
  expect(server.engine.queries.at(-1)).toEqual([
    "taskChanges",
    {
      filter: { ...NO_FILTER, states: ["FAILURE"], name: "mail.*" },
      since: at,
      limit: 500,
    },
  ]);
});

test("goes on where the client was; an id that nobody gave is none", async () => {
  const server = await startTestServer();
  const since = Date.now() - 5_000;
  await follow(server, "", { "last-event-id": String(since) });
  await follow(server, "", { "last-event-id": "x" });
  server.engine.tick();
  await vi.waitFor(() => expect(server.engine.queries).toHaveLength(2));
  const times = server.engine.queries.map((query) => (query as [string, { since: number }])[1].since);
  expect(times[0]).toBe(since);
  expect(times[1]).toBeGreaterThan(since);
});

test("a stream that is left asks nothing more; a wrong filter is refused", async () => {
  const server = await startTestServer();
  const stream = await follow(server);
  expect(server.engine.opened.get("frame"), "somebody looks").toBe(1);
  server.engine.tick();
  await vi.waitFor(() => expect(server.engine.queries).toHaveLength(1));
  stream.abort.abort();
  await vi.waitFor(async () => {
    const before = server.engine.queries.length;
    server.engine.tick();
    await Promise.resolve();
    expect(server.engine.queries.length).toBe(before);
  });
  await vi.waitFor(() => expect(server.engine.opened.get("frame")).toBe(0));
  expect(await server.ask("/api/v1/events?state=x")).toMatchObject({ status: 400, code: "bad_request" });
});

test("a page names where the next one goes on, and only newest first has such a place", async () => {
  const server = await startTestServer();
  server.engine.answers.tasks = { rows: [row("b", 9), row("a", 7)], total: 40, searched: null };
  expect(JSON.parse((await server.ask("/api/v1/tasks?limit=2")).text)).toMatchObject({ next: "7" });
  expect(JSON.parse((await server.ask("/api/v1/tasks?limit=3")).text)).toMatchObject({ next: null });
  expect(JSON.parse((await server.ask("/api/v1/tasks?limit=2&sort=name")).text)).toMatchObject({
    next: null,
  });
  await server.ask("/api/v1/tasks?limit=2&cursor=7");
  expect(server.engine.queries.at(-1)).toMatchObject(["tasks", { until: 6 }]);
  expect(await server.ask("/api/v1/tasks?cursor=7&sort=name")).toMatchObject({ status: 400 });
});

test("the documentation is a page that runs nothing and names every path; what is unchanged is not sent again", async () => {
  const server = await startTestServer();
  const page = await server.ask("/api/v1/docs");
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.headers["content-security-policy"]).toMatch(
    /^default-src 'none'; style-src 'sha256-[^ ]+'; font-src data:; frame-ancestors 'none'/,
  );
  const { paths } = JSON.parse((await server.ask("/api/v1/openapi.json")).text) as { paths: object };
  for (const path of Object.keys(paths)) expect(page.text).toContain(`<code>${path}</code>`);
  expect(page.text).not.toContain("<script");
  // Its typeface and colours are those of Umbel's pages.
  expect(page.text).toContain('@font-face{font-family:"Inter Variable"');
  const first = await server.ask("/api/v1/openapi.json");
  const again = await server.ask("/api/v1/openapi.json", {
    headers: { "if-none-match": String(first.headers.etag) },
  });
  expect(again).toMatchObject({ status: 304, text: "" });
});
