// The query language at the edges: the API and the command line of one running server say what the table says.
import { expect, test } from "vitest";
import { eventsBefore, idOf } from "#lib/tasks/query/case-tasks.test-helper.ts";
import { CASES, REFUSED } from "#lib/tasks/query/cases.test-helper.ts";
import { captureLine } from "../cli/captured-line.test-helper.ts";
import { startTestServer } from "./test-server.test-helper.ts";

const lettersOf = (rows: readonly { readonly key: string }[]) =>
  [..."abcdefghijklmnopqrst"].filter((letter) => rows.some(({ key }) => key === idOf(letter))).join("");

async function start() {
  const server = await startTestServer();
  for (const event of eventsBefore(Date.now())) server.engine.model.applyEvent(event, event.at);
  const tasks = (...words: string[]) => captureLine(["tasks", "--url", server.url, ...words]);
  return { server, tasks };
}

test("the API answers with the tasks of each query, and refuses the others with their place", async () => {
  const { server } = await start();
  const told: (readonly [string, string])[] = [];
  for (const [query] of CASES) {
    const { text, status } = await server.ask(
      `/api/v1/tasks?limit=1000${query && `&q=${encodeURIComponent(query)}`}`,
    );
    told.push([query, status === 200 ? lettersOf(JSON.parse(text).rows) : text]);
  }
  expect(told).toEqual(CASES);
  for (const [query, from, words] of REFUSED) {
    const { status, text } = await server.ask(`/api/v1/tasks?q=${encodeURIComponent(query)}`);
    expect(status, query).toBe(400);
    expect(JSON.parse(text).error.details.q).toContain(`at character ${from + 1}: `);
    expect(JSON.parse(text).error.details.q).toContain(words);
    expect(await server.ask(`/api/v1/events?q=${encodeURIComponent(query)}`)).toMatchObject({ status: 400 });
  }
});

test("the command line lists the tasks of each query, and marks what it does not understand", async () => {
  const { tasks } = await start();
  const told: (readonly [string, string])[] = [];
  for (const [query] of CASES) {
    const { status, out, err } = await tasks("--json", "-n", "1000", ...(query === "" ? [] : ["--", query]));
    told.push([query, status === 0 ? lettersOf(JSON.parse(out).rows) : err]);
  }
  expect(told).toEqual(CASES);
  for (const [query, from, words] of REFUSED) {
    const { status, out, err } = await tasks("--", query);
    expect([status, out]).toEqual([2, ""]);
    const [, shown = "", mark = ""] = err.split("\n");
    expect(mark).toContain(words);
    // The mark is under the character that is at fault, also where only a part of the query is shown.
    const at = mark.indexOf("^");
    if (query.length <= 72) expect([shown, at]).toEqual([`  ${query}`, from + 2]);
    else expect(at).toBeGreaterThan(0);
  }
  // Without `--`: a field may be excluded by a minus, which is no option then.
  expect(lettersOf(JSON.parse((await tasks("--json", "state:failed", "-name:billing.*")).out).rows)).toBe(
    "qr",
  );
});

test("a batch takes what a list of the same query shows", async () => {
  const { server } = await start();
  const filter = { q: "received:<1h exception:TimeoutError -state:retry" };
  const body = JSON.stringify({ kind: "revoke", selection: { filter } });
  const headers = { "content-type": "application/json" };
  const asked = await server.ask("/api/v1/batches/preflight", { method: "POST", body, headers });
  expect(JSON.parse(asked.text)).toMatchObject({ total: 1 });
  const wrong = JSON.stringify({ kind: "revoke", selection: { filter: { q: "state:bogus" } } });
  expect(
    await server.ask("/api/v1/batches/preflight", { method: "POST", body: wrong, headers }),
  ).toMatchObject({ status: 400 });
});
