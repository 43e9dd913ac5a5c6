// Guards which route an acknowledgement on the command line takes, and what it answers.
import { afterEach, expect, test, vi } from "vitest";
import { captureLine } from "./captured-line.test-helper.ts";

const KEY = "task-failures:a/b";
const FINDING = { key: KEY, level: "warn", subject: "a/b", text: "fails", since: null, goneAt: null };

afterEach(() => {
  vi.unstubAllGlobals();
});

async function run(...words: string[]) {
  const asked: (readonly [string, unknown])[] = [];
  vi.stubGlobal("fetch", async (url: URL, { body }: { body: string }) => {
    const given: { note?: string | null } = JSON.parse(body);
    asked.push([url.pathname, given]);
    const acknowledged = url.pathname.endsWith("/acknowledge")
      ? { by: "ann", at: 1, note: given.note ?? null }
      : null;
    return Response.json({ ...FINDING, acknowledged });
  });
  return { ...(await captureLine(words)), asked };
}

test("a finding is acknowledged by its key, with a note of several words", async () => {
  expect(await run("acknowledge", KEY, "smtp", "is slow")).toEqual({
    status: 0,
    asked: [["/api/v1/findings/~task-failures%3Aa~002Fb/acknowledge", { note: "smtp is slow" }]],
    out: `warn: a/b fails; acknowledged by ann: smtp is slow (${KEY})\n`,
    err: "",
  });
  expect((await run("acknowledge", KEY)).asked[0]?.[1]).toEqual({ note: null });
});

test("and that is taken back", async () => {
  const { status, asked, out } = await run("unacknowledge", KEY, "--json");
  expect([status, asked]).toEqual([
    0,
    [["/api/v1/findings/~task-failures%3Aa~002Fb/unacknowledge", { reason: null }]],
  ]);
  expect(JSON.parse(out)).toEqual({ ...FINDING, acknowledged: null });
});
