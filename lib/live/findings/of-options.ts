// Findings about options: what a worker says of its own settings (`inspect conf`) against what Umbel was told. Only what
// changes the picture is compared, and not what must agree for the answer to have come (prefixes, control exchange);
// each finding names the option to set.

import type { WorkerRecord } from "../../cluster/worker-record.ts";
import { plural } from "../../format/number.ts";
import type { Json } from "../../json.ts";
import { DEFAULT_TRANSPORT, type TransportOptions } from "../../kombu/transport-options.ts";
import { MASK } from "../../masking/mark.ts";
import { workerPath } from "../../routes.ts";
import { sameContent } from "../equal.ts";
import type { Finder } from "./finder.ts";
import type { Found } from "./finding.ts";

export interface WorkerConf {
  readonly hostname: string;
  readonly conf: Readonly<Record<string, Json>>;
}

interface Compared {
  /** As Celery spells it. */
  readonly option: string;
  readonly ours: (options: TransportOptions) => Json;
  /** Umbel takes it over by itself when it was not set. */
  readonly adopted: boolean;
  readonly effect: string;
}

/** Options inside `broker_transport_options`. */
const IN_TRANSPORT: readonly Compared[] = [
  {
    option: "priority_steps",
    ours: ({ prioritySteps }) => prioritySteps,
    adopted: true,
    effect: "waiting messages would be missed",
  },
  {
    option: "unacked_key",
    ours: ({ unackedKey }) => unackedKey,
    adopted: true,
    effect: "messages that workers hold would not be counted",
  },
];
/** Settings of their own. */
const SETTINGS: readonly Compared[] = [
  {
    option: "event_exchange",
    ours: ({ eventExchange }) => eventExchange,
    adopted: false,
    effect: "its events are not heard",
  },
];

export const OPTIONS: Finder = {
  needsBroker: true,
  most: 6,
  rest: {
    name: "options",
    what: "more setting",
    one: "of workers differs too",
    many: "of workers differ too",
  },
  find: ({ picture, context }) => optionFindings(toldConfs(picture.state.workers.all()), context.transport),
};

/** What the online workers told of their settings. */
export function toldConfs(workers: Iterable<WorkerRecord>): readonly WorkerConf[] {
  return [...workers].flatMap(({ hostname, status, inspection }) => {
    const conf = inspection.conf?.value ?? null;
    return conf === null || status !== "online" ? [] : [{ hostname, conf }];
  });
}

export function optionFindings(
  workers: readonly WorkerConf[],
  transport: TransportOptions | null,
): readonly Found[] {
  const options = transport ?? DEFAULT_TRANSPORT;
  const found = new Map<string, { compared: Compared; value: Json; hostnames: string[] }>();
  for (const { hostname, conf } of workers) {
    for (const [compared, value] of told(conf)) {
      if (same(value, compared.ours(options))) continue;
      // Celery hides whatever is called key: that something is set there is all that is known.
      if (value === MASK && options.given.includes(compared.option)) continue;
      const key = `${compared.option} ${JSON.stringify(value)}`;
      const known = found.get(key) ?? { compared, value, hostnames: [] };
      known.hostnames.push(hostname);
      found.set(key, known);
    }
  }
  return [...found].map(([key, { compared, value, hostnames }]) => {
    const [first = "", ...others] = hostnames;
    const subject = others.length === 0 ? first : `${first} and ${plural(others.length, "more worker")}`;
    return {
      key: `option:${key}`.slice(0, 200),
      kind: "option",
      level: compared.adopted && !options.given.includes(compared.option) && value !== MASK ? "info" : "warn",
      subject,
      text: sentence(compared, value, others.length > 0, options.given.includes(compared.option)),
      evidence: { workers: hostnames.length },
      since: null,
      action: { kind: "link", label: "Show worker", href: workerPath(first) },
    };
  });
}

/** What workers told that can be taken over while connected: every step that any of them uses, and the newest key. */
export function toldOptions(workers: readonly WorkerConf[]): {
  readonly prioritySteps?: readonly number[];
  readonly unackedKey?: string;
} {
  const steps = new Set<number>();
  let unackedKey: string | null = null;
  for (const { conf } of workers) {
    for (const [{ option }, value] of told(conf)) {
      if (option === "priority_steps" && Array.isArray(value)) {
        for (const step of value) if (Number.isInteger(step) && step >= 0 && step < 256) steps.add(step);
      }
      if (option === "unacked_key" && typeof value === "string" && value !== MASK) unackedKey = value;
    }
  }
  return {
    ...(steps.size === 0 ? {} : { prioritySteps: [...new Set([0, ...steps])].sort((a, b) => a - b) }),
    ...(unackedKey === null ? {} : { unackedKey }),
  };
}

function told(conf: WorkerConf["conf"]): readonly (readonly [Compared, Json])[] {
  const transport = conf.broker_transport_options;
  const inside = isObject(transport) ? transport : {};
  const from = (list: readonly Compared[], values: Readonly<Record<string, Json>>) =>
    list.flatMap((compared) => {
      const value = values[compared.option];
      return value === undefined || value === null ? [] : [[compared, value] as const];
    });
  return [...from(IN_TRANSPORT, inside), ...from(SETTINGS, conf)];
}

function sentence(
  { option, adopted, effect }: Compared,
  value: Json,
  plural: boolean,
  given: boolean,
): string {
  const verb = plural ? "set" : "sets";
  if (value === MASK) {
    return `${verb} ${option}, whose value Celery masks; ${effect} unless Umbel has the same: set it with --broker-transport-options '{"${option}": "…"}'`;
  }
  const set = `--broker-transport-options '${printed({ [option]: value })}'`;
  if (adopted && !given) {
    return `${verb} ${option} to ${printed(value)}; Umbel has adopted it (otherwise ${effect}). To set it from the start: ${set}`;
  }
  return `${verb} ${option} to ${printed(value)}, and Umbel has another: ${effect}. Set ${set}`;
}

function same(theirs: Json, ours: Json): boolean {
  if (sameContent(theirs, ours)) return true;
  if (!Array.isArray(theirs) || !Array.isArray(ours)) return false;
  return stepsOf(theirs) === stepsOf(ours);
}

/** Of whatever a worker told: only as text can it be compared and sorted. */
function stepsOf(list: readonly Json[]): string {
  return [...new Set([0, ...list].map((step) => JSON.stringify(step)))].sort().join();
}

const MAX_PRINTED = 200;

/** A worker may tell anything, of any length. */
function printed(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MAX_PRINTED ? `${text.slice(0, MAX_PRINTED)}…` : text;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
