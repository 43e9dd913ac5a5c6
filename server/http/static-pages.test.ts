// Guards the built pages as files: which answers what, what is written into each document, and that nothing else is served.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { openStaticPages } from "./static-pages.ts";
import { startTestServer } from "./test-server.test-helper.ts";

const html = (title: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title><link rel="preload" as="script" href="/a.js"/><script>1</script></head><body><a href="#main"></a><a class="x" href="/tasks">${title}</a></body></html>`;

const FILES: Readonly<Record<string, string | Buffer>> = {
  "index.html": html("Umbel"),
  "tasks.html": html("Tasks · Umbel"),
  "tasks/_.html": html("Task · Umbel"),
  "queues/_.html": html("Umbel"),
  "404.html": html("Not found · Umbel"),
  "index.txt": "data of /",
  "__next._tree.txt": "tree of /",
  "tasks.txt": "data of /tasks",
  "tasks/_.txt": "data of a task",
  "tasks/_/__next.tasks.$d$uuid.__PAGE__.txt": "piece of a task",
  "icon.svg": "<svg/>",
  "_next/static/a.js": "a".repeat(600),
  "_next/static/a.js.gz": gzipSync("a".repeat(600)),
};

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "umbel-pages-"));
  for (const [name, content] of Object.entries(FILES)) {
    const file = path.join(dir, "dist", "pages", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(path.join(dir, "dist", "main.js"), "secret");
  return () => rmSync(dir, { recursive: true, force: true });
});

const start = (argv: string[] = []) => startTestServer(argv, { pages: () => openStaticPages({ dir }) });
const RSC = { rsc: "1" };
const PIECE = { ...RSC, "next-router-segment-prefetch": "/_tree" };

test("each page has its document, names share one, and what is no page is a 404", async () => {
  const server = await start();
  for (const [at, status, title] of [
    ["/", 200, "Umbel"],
    ["/tasks?states=FAILURE", 200, "Tasks · Umbel"],
    ["/tasks/7", 200, "Task · Umbel"],
    ["/tasks/7.txt", 200, "Task · Umbel"],
    ["/queues/a%20%3Cb%3E%26", 200, "a &lt;b&gt;&amp; · Umbel"],
    ["/queues/~order~002F7", 200, "order/7 · Umbel"],
    ["/nowhere", 404, "Not found · Umbel"],
    ["/tasks/7/8", 404, "Not found · Umbel"],
    ["/404", 404, "Not found · Umbel"],
    ["/index", 404, "Not found · Umbel"],
    ["/tasks.html", 404, "Not found · Umbel"],
    ["/c/nope/tasks", 404, "Not found · Umbel"],
  ] as const) {
    const answer = await server.ask(at);
    expect(answer.status, at).toBe(status);
    expect(answer.text, at).toContain(`<title>${title}</title>`);
    expect(answer.headers, at).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
    });
  }
  expect(await server.ask("/tasks/?a=b")).toMatchObject({ status: 308, headers: { location: "/tasks?a=b" } });
  expect(await server.ask("/tasks", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
  expect(await server.ask("/nowhere", { method: "HEAD" })).toMatchObject({ status: 404, text: "" });
});

test("every script carries the nonce of its own answer", async () => {
  const server = await start();
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i += 1) {
    const { headers, text } = await server.ask("/tasks");
    const [, nonce = ""] =
      /'nonce-([^']+)' 'strict-dynamic'/.exec(String(headers["content-security-policy"])) ?? [];
    expect(text).toContain(`<script nonce="${nonce}">1`);
    expect(text).toContain(`<link nonce="${nonce}" rel="preload" as="script"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("data of pages are found by the names that Next's router asks for", async () => {
  const server = await start();
  for (const [at, headers, text] of [
    ["/index.txt?_rsc=x", RSC, "data of /"],
    ["/__next._tree.txt?_rsc=x", PIECE, "tree of /"],
    ["/tasks.txt", RSC, "data of /tasks"],
    ["/tasks/7.txt", RSC, "data of a task"],
    ["/tasks/index.txt", RSC, "data of a task"],
    ["/tasks/__next._tree.txt", RSC, "data of a task"],
    ["/tasks/7/__next.tasks.$d$uuid.__PAGE__.txt", PIECE, "piece of a task"],
  ] as const) {
    const answer = await server.ask(at, { headers });
    expect(answer, at).toMatchObject({ status: 200, text });
    expect(answer.headers["content-type"], at).toMatch(/^text\/plain/);
  }
  for (const at of ["/nowhere.txt", "/404.txt", "/tasks", "/tasks/7/8.txt"]) {
    expect((await server.ask(at, { headers: RSC })).status, at).toBe(404);
  }
  expect((await server.ask("/tasks/7/__next.x.txt", { headers: PIECE })).status).toBe(404);
});

test("files come compressed as they were built, are kept for good, and are not sent twice", async () => {
  const server = await start();
  const plain = await server.ask("/_next/static/a.js");
  expect(plain.text).toBe("a".repeat(600));
  expect(plain.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": "600",
  });
  const zipped = await server.ask("/_next/static/a.js", { headers: { "accept-encoding": "br, gzip" } });
  expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(Number(zipped.headers["content-length"])).toBeLessThan(100);
  const tag = String(plain.headers.etag);
  expect(await server.ask("/_next/static/a.js", { headers: { "if-none-match": tag } })).toMatchObject({
    status: 304,
    text: "",
  });
  expect(await server.ask("/_next/static/a.js", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
  expect((await server.ask("/icon.svg")).headers["content-type"]).toMatch(/^image\/svg\+xml/);
});

test("no path leads out of the folder, and what is not there is a 404 in words", async () => {
  const server = await start();
  for (const at of [
    "/_next/static/nothing.js",
    "/_next/static/../../../main.js",
    "/_next/static/%2e%2e/%2e%2e/%2e%2e/main.js",
    "/_next/static/..%2f..%2f..%2fmain.js",
    "/_next/static/%5c..%5c..%5cmain.js",
    "/_next/static/",
    "/_next/static",
    "/main.js",
    "/favicon.ico",
  ]) {
    const answer = await server.ask(at);
    expect(answer.status, at).not.toBe(200);
    expect(answer.text, at).not.toContain("secret");
  }
  expect(await server.ask("/_next/static/nothing.js")).toMatchObject({ status: 404, code: "not_found" });
});

test("without a build it says how to make one", async () => {
  const empty = mkdtempSync(path.join(tmpdir(), "umbel-none-"));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  await expect(openStaticPages({ dir: empty })).rejects.toThrow("npm run build");
});
