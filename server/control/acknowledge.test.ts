// Guards acknowledging: who may, what is written down, that it outlives a restart, and that it ends with its finding.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { encodeName } from "#lib/address.ts";
import type { Finding } from "#lib/live/findings/finding.ts";
import { tickOf } from "../http/fake-engine.test-helper.ts";
import { basic, startTestServer } from "../http/test-server.test-helper.ts";
import { openAcknowledgementFile } from "./acknowledgement-book.ts";

const KEY = "queue-behind:mail";
const ADDRESS = `/api/v1/findings/${encodeURIComponent(KEY)}`;
const FINDING: Finding = {
  ...{ key: KEY, kind: "queue-growing", level: "warn", subject: "Queue mail", text: "grows" },
  ...{ evidence: {}, since: 1, openedAt: 2, goneAt: null, acknowledged: null, action: null },
};
const headers = { "content-type": "application/json", ...basic("ada", "lovelace") };
const post = (body: unknown = {}) => ({ method: "POST", headers, body: JSON.stringify(body) });

async function start(...argv: string[]) {
  const server = await startTestServer(["--basic-auth=ada:lovelace", ...argv]);
  server.engine.answers.finding = FINDING;
  const audited = async () => {
    const { text } = await server.ask("/api/v1/audit", { headers });
    const entries = JSON.parse(text).entries as { command: string; phase: string; reason: string | null }[];
    return entries.map(({ command, phase, reason }) => `${command} ${phase} ${reason}`);
  };
  return { ...server, audited };
}

test("is kept with who, when, the note and the level, told to the engine, and audited; and taken back", async () => {
  const { ask, engine, audited } = await start();
  expect(engine.told.acknowledgements).toEqual([]);
  expect((await ask(`${ADDRESS}/acknowledge`, post({ note: "smtp is slow" }))).status).toBe(200);
  const known = {
    key: KEY,
    level: "warn",
    count: null,
    by: "ada",
    note: "smtp is slow",
    at: expect.any(Number),
  };
  expect(engine.told.acknowledgements).toEqual([known]);
  expect((await ask(`${ADDRESS}/unacknowledge`, post())).status).toBe(200);
  expect(engine.told.acknowledgements).toEqual([]);
  expect((await ask(`${ADDRESS}/unacknowledge`, post())).code).toBe("conflict");
  expect(await audited()).toEqual([
    "unacknowledge_finding refused null",
    "unacknowledge_finding requested null",
    "unacknowledge_finding finished null",
    "unacknowledge_finding requested null",
    "acknowledge_finding finished smtp is slow",
    "acknowledge_finding requested smtp is slow",
  ]);
});

test("a finding about the longest name can be acknowledged; what is secret in a note is masked", async () => {
  const { ask, engine } = await start();
  const key = `queue-behind:${"/".repeat(512)}`;
  engine.answers.finding = { ...FINDING, key };
  const address = `/api/v1/findings/${encodeName(key)}/acknowledge`;
  expect((await ask(address, post({ note: "see https://ada:lovelace@wiki.example" }))).status).toBe(200);
  const [known] = engine.told.acknowledgements ?? [];
  expect(known).toMatchObject({ key, note: expect.stringContaining("wiki.example") });
  expect(known?.note).not.toContain("lovelace");
});

test("what is not open is not acknowledged, nobody may while nothing may be changed, a long note is refused", async () => {
  const { ask, engine } = await start();
  expect((await ask(`${ADDRESS}/acknowledge`, post({ note: "x".repeat(501) }))).code).toBe("bad_request");
  engine.answers.finding = null;
  expect((await ask(`${ADDRESS}/acknowledge`, post())).code).toBe("not_found");
  expect(engine.told.acknowledgements).toEqual([]);
  const locked = await start("--read-only");
  expect((await locked.ask(`${ADDRESS}/acknowledge`, post())).code).toBe("forbidden");
  expect(locked.engine.told.acknowledgements).toEqual([]);
});

test("outlives a restart, and is forgotten when the board ends it", async () => {
  const dir = await mkdtemp(join(tmpdir(), "umbel-known-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const argument = `--data-dir=${dir}`;
  const first = await start(argument);
  await first.ask(`${ADDRESS}/acknowledge`, post({ note: "known" }));
  await first.stop();
  const second = await start(argument);
  expect(second.engine.told.acknowledgements).toMatchObject([{ key: KEY, by: "ada", note: "known" }]);
  const { findings } = tickOf();
  second.engine.tick({ findings: { ...findings, unacknowledged: ["another", KEY] } });
  expect(second.engine.told.acknowledgements).toEqual([]);
  const file = join(dir, "acknowledged-findings.json");
  await vi.waitFor(async () => expect(await readFile(file, "utf8")).not.toContain(KEY), { timeout: 5_000 });
  await second.stop();
  expect((await start(argument)).engine.told.acknowledgements).toEqual([]);
});

test("a file that holds something else is begun anew, and said so", async () => {
  const dir = await mkdtemp(join(tmpdir(), "umbel-known-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, "acknowledged-findings.json");
  const told: string[] = [];
  const open = async () => (await openAcknowledgementFile({ path }, (text) => told.push(text)))("main");
  const book = await open();
  await book.put({ key: KEY, level: "bad", count: null, at: 1, by: "ann", note: null });
  expect((await open()).all()).toEqual([
    { key: KEY, level: "bad", count: null, at: 1, by: "ann", note: null },
  ]);
  await writeFile(path, '{"acknowledgements":[{"cluster":"main","key":7}]}');
  expect((await open()).all()).toEqual([]);
  expect(told).toEqual([expect.stringContaining("holds no list of acknowledged findings")]);
});
