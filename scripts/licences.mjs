// The licences of what is shipped within Umbel: the packages in the server's bundle, and those that the pages import with
// all that they depend on.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./steps.mjs";

const PAGES = ["app", "components"];
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;
/** Next keeps these within itself, with their licences, and puts them into pages. */
const WITHIN_NEXT = [
  "path-to-regexp",
  "process",
  "react",
  "react-dom",
  "react-server-dom-turbopack",
  "scheduler",
  "web-vitals",
];

/** `bundled`: paths of the files in the bundle, from the project's root. */
export function thirdParty(bundled) {
  const folders = new Set(bundled.map(packageFolder).filter((folder) => folder !== null));
  for (const name of importedBy(PAGES)) addWithDependencies(name, root, folders);
  /** Their names by the text: many share one. */
  const texts = new Map();
  for (const { title, text } of [...[...folders].sort().map(describe), ...WITHIN_NEXT.map(withinNext)]) {
    texts.set(text, [...new Set([...(texts.get(text) ?? []), title])]);
  }
  const parts = [...texts].map(([text, titles]) => `${"=".repeat(80)}\n${titles.join("\n")}\n\n${text}\n`);
  return ["Umbel's package holds code of these packages, each under its own licence.\n", ...parts].join("\n");
}

/** From the project's root; null for a file of Umbel's own. */
function packageFolder(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null;
}

function importedBy(folders) {
  const names = new Set();
  for (const folder of folders) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true })) {
      if (!/\.tsx?$|\.css$/.test(file) || file.includes(".test")) continue;
      const text = readFileSync(path.join(root, folder, file), "utf8");
      for (const [, name] of text.matchAll(/(?:from|import|import\() ?"((?:@[\w.-]+\/)?[a-z][\w.-]*)[/"]/g))
        names.add(name);
    }
  }
  return names;
}

/** Looks where Node would: in the package that asks, then further out. */
function addWithDependencies(name, from, folders) {
  for (let at = path.resolve(root, from); ; at = path.dirname(at)) {
    const folder = path.join(at, "node_modules", name);
    if (existsSync(path.join(folder, "package.json"))) {
      const relative = path.relative(root, folder);
      if (folders.has(relative)) return;
      folders.add(relative);
      for (const next of Object.keys(manifest(relative).dependencies ?? {}))
        addWithDependencies(next, relative, folders);
      return;
    }
    if (at === root) return;
  }
}

function manifest(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
}

function describe(folder) {
  const { name, version, license = "see below" } = manifest(folder);
  return { title: `${name} ${version} (${license})`, text: licenceTexts(folder) || `Licence: ${license}` };
}

function withinNext(name) {
  const text = licenceTexts(path.join("node_modules/next/dist/compiled", name));
  return { title: `${name}, within next`, text };
}

function licenceTexts(folder) {
  const names = readdirSync(path.join(root, folder)).filter((name) => LICENCE_FILE.test(name));
  const texts = names.sort().map((name) => readFileSync(path.join(root, folder, name), "utf8").trim());
  return texts.join("\n\n");
}
