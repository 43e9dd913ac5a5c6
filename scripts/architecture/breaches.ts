// Holds the tree against rules.ts. Pure: the tree is handed in, so that a test can plant a file in it.
import path from "node:path";
import { type Import, importsOf, packageOf } from "./imports.ts";
import {
  ARROWS_UP,
  COMPOSERS,
  HOUSES,
  LIB_FLOORS,
  PACKAGES,
  PAST_A_PORT,
  SERVER_GROUND,
  SERVER_TYPES,
  SHARED_COMPONENTS,
} from "./rules.ts";
import { ownWords } from "./words.ts";

export interface Breach {
  readonly file: string;
  readonly rule: "packages" | "houses" | "domains" | "ports" | "floors" | "words" | "exceptions";
  /** What is wrong, and what to do. */
  readonly message: string;
}

type Found = Omit<Breach, "file">;

const RULES = "scripts/architecture/rules.ts";
const FREE = /\.(?:test|test-helper)\.tsx?$/;
const HELPER = /\.test-helper\.tsx?$/;
const HELP: Found = { rule: "houses", message: "imports a test's helper: only tests do." };
/** A battery of tests for every implementation of a port. */
const BATTERY = /^server\/[^/]+\/contract\.ts$/;

/** All breaches of a tree: text by path from the root (`lib/json.ts`). */
export function breachesOf(tree: ReadonlyMap<string, string>): Breach[] {
  const excused = new Set<string>();
  const breaches: Breach[] = [];
  for (const [file, text] of tree) {
    if (FREE.test(file) || BATTERY.test(file)) continue;
    for (const each of importsOf(file, text)) {
      const found = HELPER.test(each.file ?? "") ? HELP : breachOf(file, each, excused);
      if (found !== null) breaches.push({ file, ...found });
    }
    for (const words of ownWords(file, text)) {
      const message = `says ${words}: what is shown is said by the catalogue, components/words.`;
      breaches.push({ file, rule: "words", message });
    }
  }
  for (const [list, all] of Object.entries({ PAST_A_PORT, ARROWS_UP })) {
    for (const exception of all) {
      if (excused.has(exception)) continue;
      const message = `“${exception}” is needed no more: take it out of ${list}.`;
      breaches.push({ file: RULES, rule: "exceptions", message });
    }
  }
  return breaches;
}

function breachOf(from: string, { written, file, typesOnly }: Import, excused: Set<string>): Found | null {
  if (file === null) return ofPackage(from, written);
  const [house = ""] = from.split("/");
  const rule = HOUSES[house];
  if (rule !== undefined && !isIn(file, rule.rooms)) {
    return { rule: "houses", message: `imports ${file}: ${rule.why}.` };
  }
  const [here, there] = [roomOf(from), roomOf(file)];
  if (!file.startsWith(`${house}/`) || here === there) return null;
  if (house === "components") return ofDomains(here, there, file);
  if (house === "server") return ofPorts(from, file, typesOnly, excused);
  return house === "lib" ? ofFloors(from, file, excused) : null;
}

function ofPackage(from: string, written: string): Found | null {
  const name = packageOf(written);
  const rule = PACKAGES[name];
  if (rule === undefined) {
    return { rule: "packages", message: `imports ${name}, which has no row in PACKAGES of ${RULES}.` };
  }
  if (isIn(from, rule.rooms)) return null;
  return { rule: "packages", message: `imports ${name}: ${rule.why}. It is for ${rule.rooms.join(", ")}.` };
}

function ofDomains(here: string, there: string, file: string): Found | null {
  if (there === "words") return ofWords(here, file);
  if (SHARED_COMPONENTS.includes(there)) return null;
  const shared = SHARED_COMPONENTS.join(", ");
  const message = `imports ${file}: ${here} and ${there} are apart. Link through lib/routes.ts, or move what both need to ${shared}.`;
  return { rule: "domains", message };
}

/** `components/words/tasks-list.ts` is for `components/tasks`: a page loads the words that it says, and no others. */
function ofWords(here: string, file: string): Found | null {
  const [area = ""] = path.posix.basename(file, ".ts").split("-");
  if (area === "shared" || area === here || here === "words") return null;
  const message = `imports ${file}, the words of ${area}. What both say is for components/words/shared.ts.`;
  return { rule: "words", message };
}

function ofPorts(from: string, file: string, typesOnly: boolean, excused: Set<string>): Found | null {
  if (
    COMPOSERS.some((composer) => composer.test(from)) ||
    file.endsWith("/port.ts") ||
    isIn(file, SERVER_GROUND)
  )
    return null;
  if (typesOnly && isIn(file, SERVER_TYPES)) return null;
  const exception = `${roomOf(from)} → ${file}`;
  if (PAST_A_PORT.includes(exception)) {
    excused.add(exception);
    return null;
  }
  const message = `imports ${file}: a part knows another by its port.ts alone. Name what is needed in server/${roomOf(file)}/port.ts and hand it in where the server is composed.`;
  return { rule: "ports", message };
}

function ofFloors(from: string, file: string, excused: Set<string>): Found | null {
  const [here, there] = [LIB_FLOORS.indexOf(roomOf(from)), LIB_FLOORS.indexOf(roomOf(file))];
  const missing = [from, file].filter((each) => !LIB_FLOORS.includes(roomOf(each)));
  if (missing.length > 0) {
    return { rule: "floors", message: `${roomOf(missing[0] ?? "")} has no floor in LIB_FLOORS of ${RULES}.` };
  }
  if (there < here) return null;
  const exception = `${from} → ${file}`;
  if (ARROWS_UP.includes(exception)) {
    excused.add(exception);
    return null;
  }
  const message = `imports ${file}: ${roomOf(file)} stands above ${roomOf(from)}. Move what both need down.`;
  return { rule: "floors", message };
}

/** The room within a house: `cluster` of lib/cluster/tasks/row.ts, `json.ts` of lib/json.ts. */
function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function isIn(file: string, rooms: readonly string[]): boolean {
  return rooms.some((room) => file === room || file.startsWith(`${room}/`));
}
