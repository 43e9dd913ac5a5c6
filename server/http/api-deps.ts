// What the API needs from the rest of the server, and what each of its requests knows.
import type { ServerResponse } from "node:http";
import type { Actor } from "#lib/access/actor.ts";
import type { Principal } from "#lib/access/principal.ts";
import type { Shares } from "#lib/access/shares.ts";
import type { BatchBody, Preflight, PreflightBody } from "#lib/api/batch-schemas.ts";
import type { AuditEntry, ControlOutcome } from "#lib/control/outcome.ts";
import type { Batches } from "../batches/batches.ts";
import type { Selected } from "../batches/port.ts";
import type { Acknowledging, Action, CommandCall, QueuePauses } from "../control/port.ts";
import type { Clusters, Engine } from "../engine/port.ts";
import type { Log } from "../log.ts";
import type { EncodedText } from "../metrics/port.ts";
import type { Results } from "../results/port.ts";
import type { Sender } from "../sending/port.ts";
import type { FlowerSending } from "./flower/sending-port.ts";

/** What Flower's options say about its API. */
interface FlowerSettings {
  /** False: nobody has to sign in, Umbel can be reached from elsewhere, and FLOWER_UNAUTHENTICATED_API is not set. */
  readonly apiOpen: boolean;
  /** Pages of other sites may read the API: nobody signs in, and FLOWER_UNAUTHENTICATED_API was set. */
  readonly cors: boolean;
  /** How long a refresh of workers waits for each answer. */
  readonly inspectTimeoutMs: number;
  /** What sends tasks and reads results; absent: those routes are not there. */
  readonly sending?: FlowerSending;
}

export interface ApiDeps {
  /** Of the cluster whose API this is. */
  readonly engine: Engine;
  /** All of them, for what tells of Umbel as a whole. */
  readonly clusters: Clusters;
  /** Authorises, validates, audits, sends and collects; the only way to a worker. */
  readonly runCommand: (actor: Actor, call: CommandCall) => Promise<ControlOutcome>;
  /** Authorises and audits what changes the cluster without being a control message; the only way to `engine.act`. */
  readonly runAction: <T>(actor: Actor, action: Action, work: () => Promise<T>) => Promise<T>;
  /** Writes down that somebody wanted to do what they may not, and throws `forbidden`. */
  readonly refuse: (actor: Actor, what: string, why: string) => Promise<never>;
  readonly pauses: QueuePauses;
  readonly acknowledging: Acknowledging;
  readonly batches: Batches;
  readonly preflight: (asked: PreflightBody) => Promise<Preflight>;
  readonly withSelected: <T>(body: BatchBody, begin: (selected: Selected) => Promise<T>) => Promise<T>;
  readonly sender: Sender;
  readonly results: Results;
  /** Newest first; with several clusters only what was done on this one. */
  readonly recentAudit: (limit: number) => readonly AuditEntry[];
  /** Since when all entries are held; null: from the first on. */
  readonly auditSince: () => number | null;
  /** Of those what was done to one task, alone or with others. */
  readonly auditOfTask: (uuid: string) => readonly AuditEntry[];
  /** The text of /metrics; `release` is called when it was sent. */
  readonly metrics: () => Promise<EncodedText & { readonly contentType: string }>;
  /** False: they are open to everybody. */
  readonly metricsAuth: boolean;
  /** Event streams, of all clusters together. */
  readonly streams: Shares;
  /** Nobody may change anything; the server refuses it, the pages say so before the click. */
  readonly readOnly: boolean;
  /** What pages show to people who have not chosen otherwise. */
  readonly defaults: {
    readonly tasksColumns: readonly string[] | null;
    readonly naturalTime: boolean | null;
  };
  readonly flower: FlowerSettings;
  readonly log: Log;
  readonly version: string;
}

/** Hono's environment: whom the gate let in comes with each request, and Node's answer for what is very large. */
export interface ApiEnv {
  Bindings: {
    /** null on open paths; handlers ask `principalOf` (guarded.ts). */
    readonly principal: Principal | null;
    readonly outgoing: ServerResponse;
  };
}
