// What a process or a thread reads when it starts: nothing that only some clusters need.
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";

interface Output {
  readonly entryPoint?: string;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}

const DIST = path.join(import.meta.dirname, "..", "dist");
const { inputs, outputs } = JSON.parse(readFileSync(path.join(DIST, "bundle.json"), "utf8")) as {
  inputs: Readonly<Record<string, { readonly format?: string }>>;
  outputs: Readonly<Record<string, Output>>;
};

/** The packages in a file and in all that it imports before it runs. */
function packagesReadBy(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  const visit = (name: string) => {
    const output = outputs[name];
    if (seen.has(name) || output === undefined) return;
    seen.add(name);
    for (const input of Object.keys(output.inputs)) {
      const [, found] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
      if (found !== undefined) packages.add(found);
    }
    for (const { path: next, kind } of output.imports) if (kind === "import-statement") visit(next);
  };
  visit(file);
  return packages;
}

const DRIVERS = ["@aws-sdk/client-sqs", "@smithy/core", "kysely", "pg"];
const WEB = ["hono", "socket.io", "prom-client", "pino", "jose", "commander", "socket.io-client"];

test.each([
  ["dist/main.js", ["hono", "socket.io"], [...DRIVERS, "amqplib", "ioredis", "socket.io-client"]],
  ["dist/thread.js", ["zod"], [...DRIVERS, ...WEB, "amqplib", "ioredis"]],
  ["dist/reader.js", ["ioredis"], [...DRIVERS, ...WEB, "amqplib"]],
  [
    "dist/cli/main.js",
    ["commander"],
    [...DRIVERS, "ioredis", "amqplib", "hono", "socket.io", "socket.io-client"],
  ],
] as const)("%s reads what it needs", (file, needed, unneeded) => {
  const packages = packagesReadBy(file);
  expect([...packages]).toEqual(expect.arrayContaining([...needed]));
  expect(unneeded.filter((name) => packages.has(name))).toEqual([]);
});

/** What packages use when somebody has installed it, and next-auth when Next calls it. */
const OPTIONAL = ["bufferutil", "next/headers", "pg-native", "supports-color", "utf-8-validate"];

test("nothing is left to be found in node_modules but what development and the native library need", () => {
  const outside = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ external, path: name }) => external && !isBuiltin(name)).map(({ path: name }) => name),
  );
  const needed = new Set(outside.filter((name) => !OPTIONAL.includes(name)));
  expect([...needed].sort()).toEqual(["libsql", "next"]);
});

test("of CommonJS that is imported when it is needed, only the default is read", () => {
  // Its names are there in Node and in tests, and not in the bundle.
  const late = Object.values(outputs).flatMap(({ entryPoint = "" }) =>
    entryPoint.includes("node_modules/") && inputs[entryPoint]?.format === "cjs" ? [entryPoint] : [],
  );
  expect(late.sort()).toEqual([
    "node_modules/next-auth/index.js",
    "node_modules/next-auth/providers/credentials.js",
  ]);
});
