// Guards that what was kept before a restart is there after it, wherever versions before have put it, and that no two
// Umbels write in one folder.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "./config/config.ts";
import { placeData } from "./config/data-paths.ts";
import { type Kept, openKept } from "./kept-parts.ts";
import { createLog } from "./log.ts";

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-kept-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function configOf(...argv: string[]) {
  const loaded = loadConfig(["--broker=redis://h", ...argv], {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  return loaded.config;
}

async function open(config = configOf()): Promise<Kept & { readonly said: readonly string[] }> {
  const said: string[] = [];
  const log = createLog({ debug: false, write: (line) => void said.push(JSON.parse(line).msg) });
  const kept = await openKept(config, log);
  onTestFinished(() => kept.close());
  return { ...kept, said };
}

const ENTRY = '{"id":"old","phase":"finished","command":"ping","args":{},"reason":null}\n';
const PAUSES = JSON.stringify({
  pauses: [{ cluster: "celery", queue: "mail", at: 1, by: "ann", reason: null, workers: [] }],
});
const BATCH = '{"step":"status","batch":"b","status":"finished","problem":null,"at":1}\n';

/** As a version before left them in its working folder. */
function formerFiles(dir: string) {
  writeFileSync(path.join(dir, "umbel-audit.log"), ENTRY);
  writeFileSync(path.join(dir, "umbel-audit.log.1"), ENTRY.replace("old", "older"));
  writeFileSync(path.join(dir, "umbel-audit.pauses.json"), PAUSES);
  writeFileSync(path.join(dir, "umbel-audit-batches.jsonl"), BATCH);
  writeFileSync(path.join(dir, "umbel-audit.sessions.jsonl"), '{"id":"s","expiresAt":9}\n');
}

/** The default configuration, as if `dir` were the working folder. */
function byDefault(dir: string) {
  const data = placeData({}, ["celery"]);
  const inside = (file: string) => path.join(dir, file);
  return {
    ...configOf(),
    data: {
      ...data,
      dir: inside(data.dir),
      auditLog: inside(data.auditLog),
      pauses: inside(data.pauses),
      acknowledgements: inside(data.acknowledgements),
      endedSessions: inside(data.endedSessions),
      batches: new Map([...data.batches].map(([name, file]) => [name, inside(file)])),
      former: data.former.map(({ from, to }) => ({ from: inside(from), to: inside(to) })),
    },
  };
}

async function remembered(kept: Kept) {
  return {
    audit: kept.audit.recent(9).map(({ id }) => id),
    pauses: kept
      .pausesOf("celery")
      .all()
      .map(({ queue }) => queue),
    batches: (await (await kept.openBatchLog("celery")).read()).map(({ batch }) => batch),
    sessions: (await kept.openEndedSessions(0)).known?.map(({ id }) => id),
  };
}
const ALL = { audit: ["old"], pauses: ["mail"], batches: ["b"], sessions: ["s"] };
const NONE = { audit: [], pauses: [], batches: [], sessions: [] };

test("old files move into the folder, which only its owner may enter, once, and one line says so", async () => {
  const dir = folder();
  formerFiles(dir);
  const first = await open(byDefault(dir));
  expect(await remembered(first)).toEqual(ALL);
  expect(first.said).toEqual([expect.stringMatching(/^Moved to .*umbel-data: .*umbel-audit\.log, /)]);
  expect(readdirSync(dir)).toEqual(["umbel-data"]);
  expect(statSync(path.join(dir, "umbel-data")).mode & 0o777).toBe(0o700);
  expect(readFileSync(path.join(dir, "umbel-data", "audit.jsonl.1"), "utf8")).toContain("older");
  expect(readdirSync(path.join(dir, "umbel-data")).sort()).toEqual([
    ...["audit.jsonl", "audit.jsonl.1", "batches.jsonl", "ended-sessions.jsonl", "lock", "pauses.json"],
  ]);
  first.close();
  const second = await open(byDefault(dir));
  expect(await remembered(second)).toEqual(ALL);
  expect(second.said).toEqual([]);
});

test("what lay beside --audit-log moves, the log itself stays", async () => {
  const dir = folder();
  formerFiles(dir);
  const file = path.join(dir, "umbel-audit.log");
  const kept = await open(configOf(`--audit-log=${file}`));
  expect(await remembered(kept)).toEqual(ALL);
  expect(readdirSync(dir).sort()).toEqual(["umbel-audit-data", "umbel-audit.log", "umbel-audit.log.1"]);
});

test("a move that was cut off goes on at the next start", async () => {
  const dir = folder();
  formerFiles(dir);
  mkdirSync(path.join(dir, "umbel-data"));
  writeFileSync(path.join(dir, "umbel-data", "pauses.json.new"), "{");
  const cut = byDefault(dir);
  rmSync(path.join(dir, "umbel-audit.log.1"));
  writeFileSync(path.join(dir, "umbel-data", "audit.jsonl.1"), ENTRY);
  expect(await remembered(await open(cut))).toEqual(ALL);
});

test("nothing is overwritten: what is newer is read, and the old one is named", async () => {
  const dir = folder();
  formerFiles(dir);
  mkdirSync(path.join(dir, "umbel-data"));
  writeFileSync(path.join(dir, "umbel-data", "audit.jsonl"), ENTRY.replace("old", "newer"));
  const kept = await open(byDefault(dir));
  expect(await remembered(kept)).toEqual({ ...ALL, audit: ["newer"] });
  expect(kept.said.join("\n")).toMatch(/umbel-audit\.log is left as it is and not read/);
  expect(readFileSync(path.join(dir, "umbel-audit.log"), "utf8")).toBe(ENTRY);
});

test("a file that cannot be moved is used where it is, and that is said", async () => {
  const dir = folder();
  formerFiles(dir);
  const real = path.join(dir, "elsewhere.jsonl");
  writeFileSync(real, BATCH);
  rmSync(path.join(dir, "umbel-audit-batches.jsonl"));
  symlinkSync("elsewhere.jsonl", path.join(dir, "umbel-audit-batches.jsonl"));
  const kept = await open(byDefault(dir));
  expect(await remembered(kept)).toEqual(ALL);
  expect(kept.said.join("\n")).toMatch(/umbel-audit-batches\.jsonl is used where it is/);
  await (await kept.openBatchLog("celery")).append({ ...JSON.parse(BATCH), batch: "b2" });
  expect(readFileSync(real, "utf8")).toContain("b2");
});

test("without a folder old files are used where they are, and the rest is in memory", async () => {
  const dir = folder();
  formerFiles(dir);
  rmSync(path.join(dir, "umbel-audit.pauses.json"));
  writeFileSync(path.join(dir, "umbel-data"), "in the way");
  const kept = await open(byDefault(dir));
  expect(await remembered(kept)).toEqual({ ...ALL, pauses: [] });
  expect(kept.said.join("\n")).toMatch(/remembered until Umbel stops only: .* cannot be made/);
  await kept.pausesOf("celery").put({ queue: "q", at: 1, by: "ann", reason: null, workers: [] });
  expect(readFileSync(path.join(dir, "umbel-data"), "utf8")).toBe("in the way");
});

test("a folder that was asked for and cannot be used is an error in words", async () => {
  const file = path.join(folder(), "file");
  writeFileSync(file, "");
  await expect(open(configOf(`--data-dir=${file}`))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^--data-dir: .*file cannot be made: .*; choose another/),
  });
});

test("a second Umbel on a folder refuses it when asked for, and by default writes nothing there", async () => {
  const dir = folder();
  const config = byDefault(dir);
  const first = await open(config);
  formerFiles(dir);
  writeFileSync(config.data.endedSessions, '{"id":"gone","expiresAt":9}\n{"id":"over","expiresAt":-1}\n');
  const second = await open(config);
  // Who has signed out is refused by both, and the file is the other one's to tidy.
  expect(await remembered(second)).toEqual({ ...NONE, sessions: ["gone"] });
  expect(readFileSync(config.data.endedSessions, "utf8")).toContain("over");
  expect(second.said).toEqual([expect.stringMatching(/umbel-data is used by another Umbel; choose/)]);
  await second.audit.record(JSON.parse(ENTRY));
  expect(second.audit.recent(9)).toHaveLength(1);
  expect(readFileSync(config.data.auditLog, "utf8")).toBe("");
  expect(existsSync(path.join(dir, "umbel-audit.log"))).toBe(true);
  const asked = configOf(`--data-dir=${config.data.dir}`);
  await expect(open(asked)).rejects.toMatchObject({ code: "conflict" });
  first.close();
  await open(asked);
});

test("a process that was killed leaves no lock behind", async () => {
  const dir = folder();
  const hold = `
    import { lockFolder } from "./server/files/lock-folder.ts";
    console.log((await lockFolder(${JSON.stringify(dir)})).kind);
    process.kill(process.pid, "SIGKILL");`;
  const held = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", hold], {
    cwd: path.join(import.meta.dirname, ".."),
    encoding: "utf8",
  });
  expect([held.stdout, held.signal]).toEqual(["locked\n", "SIGKILL"]);
  expect((await open(configOf(`--data-dir=${dir}`))).said).toEqual([]);
});

test("what could not be written is counted by what it is of", async () => {
  const dir = folder();
  const kept = await open(configOf(`--data-dir=${dir}`));
  const pauses = kept.pausesOf("celery");
  rmSync(dir, { recursive: true });
  writeFileSync(dir, "in the way");
  await expect(kept.audit.record(JSON.parse(ENTRY))).rejects.toThrow();
  await pauses.put({ queue: "q", at: 1, by: "ann", reason: null, workers: [] });
  expect(kept.unwritten).toEqual({ audit: 1, batches: 0, pauses: 1, acknowledgements: 0, sessions: 0 });
  expect(kept.said).toEqual([expect.stringContaining("until Umbel stops only")]);
});
