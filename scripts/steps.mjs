// What every script of the project shares: running a command, saying what is going on, hashing sources.
// Plain JavaScript without dependencies: it must run on a machine that has only Node and git.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(fileURLToPath(import.meta.url), "../..");
export const bin = (name) => path.join(root, "node_modules", ".bin", name);

export function say(text) {
  process.stderr.write(`umbel: ${text}\n`);
}

/**
 * Runs a command to its end; what still runs after `atMostMs` is killed. `quiet` shows its output only when it fails.
 * Answers its exit code.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, shell = false, atMostMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
      timeout: atMostMs,
      killSignal: "SIGKILL",
    });
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on("close", (code, signal) => {
      if (signal !== null) say(`${path.basename(command)} was ended by ${signal}`);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** Same as `run`, but a failure ends the script with the reason. */
export async function must(what, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    say(`${what} failed (${command} ${args.join(" ")}: exit ${code})`);
    process.exit(1);
  }
}

/** Installs the npm packages when the lock file is not the one they were installed from. */
export async function ensurePackages() {
  const stamp = path.join(root, "node_modules", ".umbel-lock");
  const lock = hashOf(["package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("installing packages (first run, or the lock file changed) …");
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms than the one it was made on.
  const args = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await must("installing packages", "npm", args, { quiet: true });
  writeFileSync(stamp, lock);
}

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "server",
  "scripts/build.mjs",
  "scripts/bundle.mjs",
  "scripts/licences.mjs",
  "scripts/place-pages.mjs",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];

/** Builds the server bundle and the pages when a source changed since the last build. */
export async function ensureBuild() {
  const stamp = path.join(root, "dist", ".sources");
  const sources = hashOf(SOURCES);
  const built = existsSync(stamp) && existsSync(path.join(root, "dist", "pages", "index.html"));
  if (built && readFileSync(stamp, "utf8") === sources) return;
  say("building (first run, or a source changed); this takes about a minute …");
  await must("the build", process.execPath, ["scripts/build.mjs"], { quiet: true });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

const COMMAND_LINE_SOURCES = ["lib", "server", "scripts/bundle.mjs", "package-lock.json"];

/**
 * Bundles the command line alone when a source changed: under a second, and no pages. Each state of the sources has a
 * folder of its own, so that one command never takes another's files away. Answers the file to run.
 */
export async function ensureCommandLine() {
  const dist = path.join(root, "dist");
  const name = `cli-${hashOf(COMMAND_LINE_SOURCES).slice(0, 12)}`;
  const done = path.join(dist, name, ".done");
  if (!existsSync(done)) {
    say("bundling the command line (first run, or a source changed) …");
    const { bundleCommandLine } = await import("./bundle.mjs");
    await bundleCommandLine(path.join("dist", name));
    writeFileSync(done, "");
    const old = readdirSync(dist).filter((entry) => entry.startsWith("cli-") && entry !== name);
    for (const entry of old) rmSync(path.join(dist, entry), { recursive: true, force: true });
  }
  return path.join(dist, name, "main.js");
}

function hashOf(names) {
  const hash = createHash("sha256");
  for (const name of names) addToHash(hash, name);
  return hash.digest("hex");
}

function addToHash(hash, name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return;
  const entries = readdirOrNull(full);
  if (entries === null) {
    hash.update(name).update("\0").update(readFileSync(full)).update("\0");
    return;
  }
  for (const entry of entries.sort()) {
    if (!/\.test\.tsx?$/.test(entry)) addToHash(hash, path.join(name, entry));
  }
}

function readdirOrNull(full) {
  try {
    return readdirSync(full);
  } catch {
    return null;
  }
}
