// The bundles. All JavaScript of packages is in them, so that what was built runs without node_modules; what only some
// need (a driver, another broker's client, the command line) is a chunk that is read when it is asked for.
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.resolve(fileURLToPath(import.meta.url), "../..");

/** Next is beside the server, not in it; libsql is a native library. */
const EXTERNAL = ["next", "libsql"];

const INTER = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** zod brings the words of fifty languages; Umbel says its own. They would be held in each thread. */
const englishOnly = {
  name: "english-only",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  external: EXTERNAL,
  plugins: [englishOnly],
  platform: "node",
  format: "esm",
  target: "node20",
  // Names stay: they are what a stack trace says.
  minifyWhitespace: true,
  minifySyntax: true,
  // THIRD-PARTY.txt has them all.
  legalComments: "none",
  // Packages that are not modules ask for Node's parts with it.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";const require = requireFrom(import.meta.url);',
  },
  logLevel: "warning",
};

/**
 * The process, its two kinds of threads and the command line, with what they share in chunks. What is in which is written
 * down beside them, in esbuild's words. Answers the files that they are made of.
 */
export async function bundleServer() {
  const { metafile } = await build({
    ...common,
    entryPoints: {
      main: "server/main.ts",
      thread: "server/engine/thread.ts",
      reader: "server/broker/redis/reader/thread.ts",
      "cli/main": "server/cli/main.ts",
    },
    outdir: "dist",
    metafile: true,
  });
  writeFileSync(path.join(root, "dist", "bundle.json"), JSON.stringify(metafile));
  // For the page of the API's documentation, which has no other file.
  copyFileSync(path.join(root, "node_modules", INTER), path.join(root, "dist", "inter.woff2"));
  return Object.keys(metafile.inputs);
}

export function bundleCommandLine(outdir) {
  return build({ ...common, entryPoints: { main: "server/cli/main.ts" }, outdir });
}
