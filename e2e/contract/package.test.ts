// The package, as npm gives it to people: small, whole, and nothing in it that is only ours.
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesIn, type InstalledPackage, installPackage } from "../fixtures/package.ts";
import { startProcess } from "../fixtures/process.ts";

const ROOT = path.join(import.meta.dirname, "..", "..");
const MAX_BYTES = 90e6;

let installed: InstalledPackage;
let files: readonly string[];
beforeAll(async () => {
  installed = await installPackage();
  files = filesIn(installed.umbel);
}, 120_000);
afterAll(() => installed?.remove());

const read = (file: string) => readFileSync(path.join(installed.umbel, file), "latin1");
const npx = (...words: string[]) =>
  startProcess("npx", ["umbel", ...words], { cwd: installed.folder, env: { NODE_ENV: "" } });

test("installed with all that it needs it takes 90 MB at most", () => {
  console.info(
    `the package: ${files.length} files; installed: ${(installed.diskBytes() / 1e6).toFixed(1)} MB`,
  );
  expect(installed.diskBytes()).toBeLessThan(MAX_BYTES);
  const packages = filesIn(path.join(installed.folder, "node_modules")).flatMap(
    (file) => /^((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? [],
  );
  // A native library and what finds it; all else is within.
  expect(
    packages.filter((name) => !/^(?:umbel|libsql|@libsql\/.+|@neon-rs\/load|detect-libc)$/.test(name)),
  ).toEqual([]);
});

test("npx umbel serves pages and API, and its command line asks it", { timeout: 60_000 }, async () => {
  const umbel = npx("--demo", "--port", "0");
  try {
    const [url = ""] = await umbel.until(/http:\/\/127\.0\.0\.1:\d+/);
    const page = await fetch(`${url}/tasks`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("<title>");
    const scripts = new Set(html.match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g));
    expect(scripts.size).toBeGreaterThan(3);
    for (const script of scripts) expect((await fetch(url + script)).status, script).toBe(200);
    expect(await (await fetch(`${url}/healthcheck`)).text()).toBe("OK");
    expect((await fetch(`${url}/api/v1/cluster`)).status).toBe(200);
    const docs = await (await fetch(`${url}/api/v1/docs`)).text();
    expect(docs).toContain("data:font/woff2;base64,");
    const status = npx("status", "--url", url);
    await status.until(/celery@billing-1\s+online/);
    await status.stop();
    expect(umbel.output()).not.toMatch(/"level":"(?:warn|error|fatal)"/);
  } finally {
    await umbel.stop();
  }
});

test("umbel --version and umbel flower are what they are in a clone", { timeout: 60_000 }, async () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const asked = npx("--version");
  await asked.until(new RegExp(`^${version.replaceAll(".", "\\.")}$`, "m"));
  await asked.stop();
  const flower = npx("flower", "--port=0", "--nonsense");
  await flower.until(/--nonsense is an option of neither Flower nor Umbel/);
  await flower.stop();
});

test("people sign in to it", { timeout: 60_000 }, async () => {
  const umbel = npx("--demo", "--port", "0", "--address", "127.0.0.1", "--basic-auth", "ada:engine");
  try {
    const [, port] = await umbel.until(/http:\/\/[\w.]+:(\d+)/);
    const url = `http://127.0.0.1:${port}`;
    const asked = await fetch(`${url}/api/auth/csrf`);
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const cookie = asked.headers.getSetCookie().map((line) => line.split(";")[0]);
    const signIn = async (password: string) => {
      const fields = { csrfToken, json: "true", callbackUrl: "/", name: "ada", password };
      const body = new URLSearchParams(fields);
      const headers = { cookie: cookie.join("; ") };
      const answer = await fetch(`${url}/api/auth/callback/credentials`, { method: "POST", body, headers });
      return answer.headers.getSetCookie().some((line) => line.startsWith("umbel.session="));
    };
    expect(await signIn("wrong")).toBe(false);
    expect(await signIn("engine")).toBe(true);
  } finally {
    await umbel.stop();
  }
});

/** The only sources in it. */
const STARTED_BY = ["scripts/serves.mjs", "scripts/umbel.mjs"];

test("it holds what was built: no source, source map, test or setting of ours", () => {
  const ours = files.filter(
    (file) =>
      !STARTED_BY.includes(file) &&
      /\.(?:map|tsx?|tsbuildinfo|log|jsonl)$|\.test\b|test-helper|(?:^|\/)(?:\.env|\.npmrc|\.cache|\.sources|node_modules|e2e|scripts|docs|server|lib|app|components)(?:$|[/.])/.test(
        file,
      ),
  );
  expect(ours).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      "package.json",
      "README.md",
      "LICENSE",
      "dist/THIRD-PARTY.txt",
      "dist/thread.js",
    ]),
  );
});

test("no file names a folder of the machine that built it, or a source map", () => {
  const texts = files.filter((file) => /\.(?:js|mjs|json|html|txt|css)$/.test(file));
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((file) => read(file).includes(ROOT))).toEqual([]);
  expect(texts.filter((file) => /^\/[/*][#@] sourceMappingURL=/m.test(read(file)))).toEqual([]);
});

test("the licences of what is within go along", () => {
  const text = read("dist/THIRD-PARTY.txt");
  for (const name of ["ioredis", "@aws-sdk/client-sqs", "recharts", "react", "socket.io", "zod"])
    expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
});
