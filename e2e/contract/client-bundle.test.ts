// What browsers are sent: no part of the server, and not too much.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const ROOT = path.join(import.meta.dirname, "..", "..");
const STATIC = path.join(ROOT, "dist", "pages", "_next", "static");
const MAX_BYTES = 250 * 1024;

/** Words that only this package says, in a file of its own: minifying keeps texts. */
const SERVER_PACKAGES = {
  ioredis: ["built/Redis.js", "Connection in subscriber mode, only subscriber commands may be used"],
  "socket.io": ["dist/index.js", "stateful regular expressions are not supported"],
  "prom-client": ["lib/registry.js", "has already been registered"],
  pino: ["lib/tools.js", "only one of option.transport or stream can be specified"],
  hono: ["dist/hono-base.js", "Context is not finalized. Did you forget to return a Respon"],
  "@hono/zod-openapi": ["dist/index.mjs", "Unknown registry type: "],
  "@msgpack/msgpack": ["dist.esm/Decoder.mjs", "Invalid stack state. Released state is not on top of the st"],
} as const;

let umbel: RunningUmbel;
beforeAll(async () => {
  umbel = await startUmbel(["--demo"]);
});
afterAll(() => umbel?.stop());

function scripts(): { name: string; text: string }[] {
  const names = readdirSync(STATIC, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  return names.map((name) => ({ name, text: readFileSync(path.join(STATIC, name), "utf8") }));
}

test("the search finds what is there: the browser's side of Socket.IO", () => {
  expect(scripts().filter(({ text }) => text.includes("xhr poll error")).length).toBeGreaterThan(0);
});

test.each(Object.entries(SERVER_PACKAGES))("no script holds %s", (name, [file, words]) => {
  const own = readFileSync(path.join(ROOT, "node_modules", name, file), "utf8");
  expect(own, `${name} still says so`).toContain(words);
  const holding = scripts().filter(({ text }) => text.includes(words));
  expect(holding.map((script) => script.name)).toEqual([]);
});

test("no script reaches for Node", () => {
  const reaching = scripts().filter(({ text }) =>
    /["']node:(fs|net|tls|worker_threads|http|zlib)["']/.test(text),
  );
  expect(reaching.map((script) => script.name)).toEqual([]);
});

test("the first load of the Tasks page is under 250 KB of compressed JavaScript", async () => {
  const html = await (await fetch(`${umbel.url}/tasks`)).text();
  // Scripts in tags and those named in the data that the page starts with; not those for browsers without modules.
  const modern = html.replace(/<script[^>]*nomodule[^>]*>/gi, "");
  const sources = new Set(modern.match(/static\/chunks\/[\w./%@~()[\]-]+?\.js/g));
  expect(sources.size).toBeGreaterThan(3);
  let bytes = 0;
  for (const source of sources) {
    const response = await fetch(`${umbel.url}/_next/${source}`);
    expect(response.status, source).toBe(200);
    bytes += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  console.info(`Tasks: ${sources.size} scripts, ${(bytes / 1024).toFixed(1)} KB compressed`);
  expect(bytes).toBeLessThan(MAX_BYTES);
});
