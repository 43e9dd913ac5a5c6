// Reads `flowerconfig.py` without running it: assignments of plain values at the start of a line. What else there is, is
// named in a warning; nothing of it stops the start.

import type { PyNode } from "#lib/pyrepr/node.ts";
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { flowerAnswer, flowerOption } from "./flower-options.ts";

export interface FlowerFile {
  /** As text, by Flower's name: lists are joined with commas, None is left out. */
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

const ASSIGNMENT = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)\s*([\s\S]*)$/;
const HARMLESS = /^(?:import|from|pass\b|["'])/;
const DEFINITION = /^(?:async\s+)?(?:def|class)\s+(\w+)/;
const MAX_WARNINGS = 20;

export function readFlowerFile(source: string, file: string): FlowerFile {
  const values = new Map<string, string>();
  const warnings: string[] = [];
  for (const { text, line } of statements(source)) {
    const [, name, written] = ASSIGNMENT.exec(text) ?? [];
    if (name === undefined || written === undefined) {
      const defined = DEFINITION.exec(text)?.[1];
      if (defined !== undefined) values.set(defined, "");
      else if (!HARMLESS.test(text))
        warnings.push(`${file}, line ${line}: only plain assignments are read, not: ${firstLine(text)}`);
      continue;
    }
    const value = plainText(written);
    if (value === undefined && isKnown(name)) {
      warnings.push(
        `${file}, line ${line}: ${name} is not a plain value and is not read; use --${name.replaceAll("_", "-")}.`,
      );
    } else if (value == null) values.delete(name);
    else values.set(name, value);
  }
  return { values, warnings: warnings.slice(0, MAX_WARNINGS) };
}

function isKnown(name: string): boolean {
  return flowerOption(name) !== null || flowerAnswer(name) !== undefined;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 60) ?? "";
}

/** null: None. undefined: not a plain value. */
function plainText(written: string): string | null | undefined {
  const raw = /^[rR](?=["'])/.test(written);
  const { node, truncated } = parseRepr(raw ? written.slice(1) : written);
  if (truncated || (node.kind === "raw" && node.text === "")) return undefined;
  return textOf(node, raw);
}

function textOf(node: PyNode, raw: boolean): string | null | undefined {
  switch (node.kind) {
    case "none":
      return null;
    case "bool":
      return node.value === true ? "yes" : "no";
    case "int":
    case "float":
      return String(node.value);
    case "str":
      // Python joins neighbours; that is no plain value.
      if (!ONE_STRING.test(node.text)) return undefined;
      return raw ? node.value : unescaped(node.value);
    case "list":
    case "tuple": {
      const items = node.items.map((item) => textOf(item, false));
      return items.every((item) => typeof item === "string")
        ? items.map((item) => item.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",")
        : undefined;
    }
    default:
      return undefined;
  }
}

function unescaped(text: string): string {
  const plain: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    "\\": "\\",
    "'": "'",
    '"': '"',
  };
  return text.replace(/\\([\s\S])/g, (whole, sign: string) => plain[sign] ?? whole);
}

/** Statements that begin at the start of a line, without comments; what is indented belongs to the one before. */
function* statements(source: string): Generator<{ text: string; line: number }> {
  let text = "";
  let line = 0;
  let began = 0;
  for (const read of source.split(/\r?\n/)) {
    line += 1;
    const bare = withoutComment(read);
    if (bare.trim() === "") continue;
    if (/^\s/.test(bare) || depth(text) > 0) {
      text += `\n${bare}`;
      continue;
    }
    if (text !== "") yield { text: text.trim(), line: began };
    text = bare;
    began = line;
  }
  if (text !== "") yield { text: text.trim(), line: began };
}

const ONE_STRING = /^(["'])(?:\\[\s\S]|(?!\1)[^\\])*\1$/;
const STRING = /(["'])(?:\\.|(?!\1)[^\\])*\1/g;

function withoutComment(line: string): string {
  const masked = line.replace(STRING, (whole) => "x".repeat(whole.length));
  const at = masked.indexOf("#");
  return at < 0 ? line : line.slice(0, at);
}

/** Brackets that are still open. */
function depth(text: string): number {
  let open = 0;
  for (const sign of text.replace(STRING, "")) {
    if ("([{".includes(sign)) open += 1;
    else if (")]}".includes(sign)) open -= 1;
  }
  return open;
}
