// Every rule of `npm run check` about files and their imports, proven by a planted file that breaks it; and that the
// project itself breaks none.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { breachesOf } from "./breaches.ts";
import { readTree } from "./read-tree.ts";
import { ARROWS_UP, PAST_A_PORT } from "./rules.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const TREE = readTree(ROOT);

/** Who may import whom: the file, its text, the rule that it breaks, and what is said. */
const PLANTED: readonly (readonly [file: string, text: string, rule: string, message: RegExp])[] = [
  [
    "lib/kombu/x.ts",
    'import { z } from "zod";\nimport * as fs from "node:fs";',
    "packages",
    /node:.*browser/,
  ],
  ["lib/live/x.ts", 'import { x } from "left-pad";', "packages", /no row in PACKAGES/],
  ["server/metrics/x.ts", 'import { Redis } from "ioredis";', "packages", /one room connects to Redis/],
  ["server/engine/x.ts", 'import amqp from "amqplib";', "packages", /one room talks to RabbitMQ/],
  ["server/http/x.ts", 'import { Gauge } from "prom-client";', "packages", /It is for server\/metrics/],
  ["server/audit/x.ts", 'import pg from "pg";', "packages", /SQL stays/],
  ["server/audit/x.ts", 'import Database from "libsql";', "packages", /said in one place/],
  ["server/audit/x.ts", 'import type { Kysely } from "kysely";', "packages", /SQL stays/],
  ["server/http/x.ts", 'import { getToken } from "next-auth/jwt";', "packages", /server\/auth/],
  ["components/tasks/x.tsx", 'import { io } from "socket.io-client";', "packages", /components\/live/],
  [
    "components/tasks/x.tsx",
    'const chart = () => import("recharts");',
    "packages",
    /components\/charts draws/,
  ],
  ["lib/kombu/x.ts", 'import type { Log } from "#server/log.ts";', "houses", /lib is pure/],
  ["server/live/x.ts", 'import { x } from "./port.test-helper.ts";', "houses", /only tests do/],
  ["components/ui/x.tsx", 'export { log } from "#server/log.ts";', "houses", /never import the server/],
  ["app/x.tsx", 'import "#server/create-server.ts";', "houses", /pages are files that were built/],
  [
    "components/tasks/x.tsx",
    'import { x } from "../workers/x.tsx";',
    "domains",
    /tasks and workers are apart/,
  ],
  [
    "components/tasks/x.tsx",
    'import { x } from "../words/workers-list.ts";',
    "words",
    /words of workers.*shared\.ts/,
  ],
  ["components/ui/x.tsx", 'const x = <Card title="failing" />;', "words", /says title="failing"/],
  ["components/ui/x.tsx", `const x = <Card label={\`all \${n} of them\`} />;`, "words", /says label=/],
  ["components/ui/x.ts", 'const x = { hint: "seconds" };', "words", /says hint: "seconds"/],
  ["components/ui/x.ts", 'toast.error("Not sent", { id });', "words", /says "Not sent"/],
  ["components/ui/x.ts", 'const x = many ? "they have no worker" : null;', "words", /they have no worker/],
  ["components/ui/x.ts", `const x = \`\${n} of them are running\`;`, "words", /are running/],
  ["components/ui/x.ts", 'const x = plural(n, "task");', "words", /says plural/],
  ["components/ui/x.tsx", 'import {\n  x,\n} from "#components/shell/x.tsx";', "domains", /lib\/routes\.ts/],
  ["server/live/x.ts", 'import { x } from "../audit/file.ts";', "ports", /server\/audit\/port\.ts/],
  ["server/live/x.ts", 'import type { X } from "../audit/file.ts";', "ports", /by its port\.ts alone/],
  ["server/live/x.ts", 'import { loadConfig } from "../config/config.ts";', "ports", /port\.ts/],
  ["lib/kombu/x.ts", 'import type { Task } from "../tasks/task.ts";', "floors", /tasks stands above kombu/],
  ["lib/cluster/x.ts", 'import { x } from "../live/view.ts";', "floors", /live stands above cluster/],
  ["lib/json.ts", 'import { x } from "./mask.ts";', "floors", /mask\.ts stands above json\.ts/],
  ["lib/attic/x.ts", 'import { x } from "../json.ts";', "floors", /attic has no floor/],
];

describe("who may import whom", () => {
  it.each(PLANTED)("%s: %s breaks the rule of %s", (file, text, rule, message) => {
    const breaches = breachesOf(new Map([...TREE, [file, text]])).filter((each) => each.file === file);
    expect(breaches).toEqual([{ file, rule, message: expect.stringMatching(message) }]);
  });

  it("leaves ports, types of the configuration, the ground and shared rooms to everybody", () => {
    const parts = [
      'import type { Audit } from "../audit/port.ts";',
      'import type { Config } from "../config/config.ts";',
      'import { backoffMs } from "../backoff.ts";',
      'import { JsonLines } from "../files/json-lines.ts";',
    ];
    const planted = new Map([
      ...TREE,
      ["server/live/x.ts", parts.join("\n")],
      ["components/tasks/x.tsx", 'import { Button } from "../ui/button.tsx";'],
      ["server/live/x.test.ts", 'import { openFileAudit } from "../audit/file.ts";'],
    ]);
    expect(breachesOf(planted)).toEqual([]);
  });

  it("fails on an exception that is needed no more, so that the lists only shrink", () => {
    const left = [...PAST_A_PORT, ...ARROWS_UP];
    expect(breachesOf(new Map()).map(({ rule }) => rule)).toEqual(left.map(() => "exceptions"));
    expect(PAST_A_PORT.length).toBeLessThanOrEqual(MOST_PAST_A_PORT);
    expect(ARROWS_UP.length).toBeLessThanOrEqual(2);
  });

  it("is broken nowhere", () => {
    expect(breachesOf(TREE)).toEqual([]);
  });
});

/** Lower it with every exception that goes. */
const MOST_PAST_A_PORT = 5;

describe("npm run check", () => {
  const root = mkdtempSync(path.join(tmpdir(), "umbel-planted-"));
  let told: ReturnType<typeof lint>;

  beforeAll(() => {
    for (const file of ["biome.json", "package.json"]) cpSync(path.join(ROOT, file), path.join(root, file));
    plant(root, "app/page.tsx", 'import Link from "next/link";\n\nexport const X = Link;\n');
    plant(
      root,
      "components/tasks/router.ts",
      'import { useRouter } from "next/navigation";\n\nexport const x = useRouter;\n',
    );
    plant(root, "lib/circle/a.ts", 'import type { B } from "./b.ts";\n\nexport type A = B | 1;\n');
    plant(root, "lib/circle/b.ts", 'import type { A } from "#lib/circle/a.ts";\n\nexport type B = A | 2;\n');
    plant(root, "lib/long.ts", "export const a = 1;\n".repeat(301));
    plant(root, "lib/long.test.ts", "export const a = 1;\n".repeat(301));
    plant(root, "lib/long-function.ts", `export function a() {\n${"  b();\n".repeat(61)}}\n`);
    plant(root, "lib/environment.ts", "export const x = process.env;\n");
    plant(root, "server/live/port.ts", 'import { io } from "socket.io-client";\n\nexport const x = io;\n');
    told = lint(root);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ["app/page.tsx", "lint/style/noRestrictedImports", /link\.tsx stays within/],
    ["components/tasks/router.ts", "lint/style/noRestrictedImports", /use-navigate\.ts stays within/],
    ["lib/circle/a.ts", "lint/suspicious/noImportCycles", /part of a cycle/],
    ["lib/circle/b.ts", "lint/suspicious/noImportCycles", /part of a cycle/],
    ["lib/long.ts", "lint/style/noExcessiveLinesPerFile", /lines/],
    ["lib/long.test.ts", "lint/style/noExcessiveLinesPerFile", /lines/],
    ["lib/long-function.ts", "lint/complexity/noExcessiveLinesPerFunction", /lines/],
    ["lib/environment.ts", "lint/style/noProcessEnv", /process\.env/],
  ])("%s breaks %s", (file, category, message) => {
    const found = told.filter((each) => each.file === file && each.category === category);
    expect(found).toEqual([{ file, category, message: expect.stringMatching(message) }]);
  });

  it("ends with a line a breach", () => {
    const main = path.join(import.meta.dirname, "main.ts");
    const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", main, root], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stdout).toContain("server/live/port.ts [packages] imports socket.io-client: ");
    expect(status).toBe(1);
  });

  it("finds no circle and no file over 300 lines in the project", () => {
    const rules = ["--only=suspicious/noImportCycles", "--only=style/noExcessiveLinesPerFile"];
    const rooms = ["app", "components", "e2e", "lib", "scripts", "server"];
    expect(lint(ROOT, rules, rooms)).toEqual([]);
  });
});

const Diagnostic = z.object({
  category: z.string(),
  message: z.string(),
  location: z.object({ path: z.string() }),
});

function plant(root: string, file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function lint(root: string, more: readonly string[] = [], where: readonly string[] = ["."]) {
  const biome = path.join(ROOT, "node_modules/.bin/biome");
  const args = [
    "lint",
    "--reporter=json",
    "--max-diagnostics=none",
    "--vcs-enabled=false",
    ...more,
    ...where,
  ];
  const { stdout } = spawnSync(biome, args, { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 });
  const { diagnostics } = z.object({ diagnostics: z.array(Diagnostic) }).parse(JSON.parse(stdout));
  return diagnostics.map(({ category, message, location }) => ({ file: location.path, category, message }));
}
