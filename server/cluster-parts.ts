// What belongs to one cluster on the web side beside its engine: what people may do to it under its name in the audit log,
// its result backend, its batches and the topics that show them. Part of the composition root.
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { batchOf, namesTask } from "./audit/names-task.ts";
import type { Audit } from "./audit/port.ts";
import { openBatching } from "./batches/batching.ts";
import type { Config } from "./config/config.ts";
import { createAcknowledging } from "./control/acknowledge.ts";
import { refuse } from "./control/audited.ts";
import { createQueuePauses } from "./control/pause-queue.ts";
import type { Action, CommandCall } from "./control/port.ts";
import { runAction } from "./control/run-action.ts";
import { runCommand } from "./control/run-command.ts";
import type { Engine } from "./engine/port.ts";
import type { ApiDeps } from "./http/api-deps.ts";
import type { Kept } from "./kept-parts.ts";
import type { ClusterTopics } from "./live/port.ts";
import { createTopicHost } from "./live/topic-host.ts";
import type { Log } from "./log.ts";
import { createResults } from "./results/create-results.ts";
import type { Results } from "./results/port.ts";
import { workerConfs } from "./results/worker-confs.ts";
import { createSender } from "./sending/sender.ts";

export interface ClusterParts {
  readonly api: Pick<
    ApiDeps,
    | "runCommand"
    | "runAction"
    | "refuse"
    | "pauses"
    | "acknowledging"
    | "recentAudit"
    | "auditSince"
    | "auditOfTask"
    | "batches"
    | "preflight"
    | "withSelected"
    | "sender"
    | "results"
  >;
  /** What is watched live, whichever side renders it. */
  readonly topics: ClusterTopics;
  /** Before the engine is stopped. */
  stop(): Promise<void>;
}

export interface PartsDeps {
  readonly config: Config;
  readonly several: boolean;
  readonly kept: Kept;
  readonly audit: Audit;
  readonly now: () => number;
  readonly log: Log;
}

/** Rejects with UmbelError `conflict` for a result backend that cannot be read. */
export async function openClusterParts(engine: Engine, deps: PartsDeps): Promise<ClusterParts> {
  const { config, several, audit, kept, now, log } = deps;
  const onAuditError = (err: unknown) => log.error({ err }, "the audit log could not be written");
  const auditing = { audit, now, onAuditError, cluster: engine.name, readOnly: config.readOnly };
  const act = <T>(actor: Actor, action: Action, work: () => Promise<T>) =>
    runAction(auditing, actor, action, work);
  const command = (actor: Actor, call: CommandCall) => runCommand({ ...auditing, engine }, actor, call);
  const results = await openResults(config, engine);
  const batching = await openBatching({
    ...{ engine, results, now, runAction: act, runCommand: command },
    log: await kept.openBatchLog(engine.name),
    onError: (err) => log.error({ err }, "a batch failed"),
  });
  // With one cluster also what was done when it had another name.
  const recentAudit = (limit: number) => audit.recent(limit, several ? engine.name : undefined);
  return {
    api: {
      ...{ ...batching.api, results, runAction: act, runCommand: command },
      refuse: (actor, command, why) =>
        refuse(auditing, actor, { command, args: {}, destination: null, reason: null }, why),
      pauses: createQueuePauses({
        ...{ engine, book: kept.pausesOf(engine.name), now, runAction: act },
        runCommand: (actor, call) => command(actor, { ...call, timeoutMs: null }),
      }),
      acknowledging: createAcknowledging({
        ...{ engine, book: kept.acknowledgementsOf(engine.name), now, runAction: act },
      }),
      sender: createSender({ engine, runAction: act, now }),
      recentAudit,
      auditSince: () => audit.heldSince(),
      auditOfTask: (uuid) =>
        recentAudit(Number.POSITIVE_INFINITY).filter(
          (entry) =>
            namesTask(entry, uuid) || batching.api.batches.get(batchOf(entry) ?? "")?.has(uuid) === true,
        ),
    },
    // What the web side renders itself; the table of topics says which kinds these are.
    topics: createTopicHost(engine, { ...batching.topics }, (err) =>
      log.error({ err }, "a topic could not be drawn"),
    ),
    async stop() {
      await batching.stop();
      await results.close();
    },
  };
}

async function openResults({ clusters, resultOptions, sources }: Config, engine: Engine): Promise<Results> {
  const cluster = clusters.find(({ name }) => name === engine.name);
  try {
    return await createResults({
      url: cluster?.resultBackend ?? null,
      options: resultOptions,
      brokerUrl: cluster?.broker ?? null,
      brokerTransport: cluster?.transport ?? null,
      confs: () => workerConfs(engine),
    });
  } catch (error) {
    if (!(error instanceof UmbelError)) throw error;
    throw new UmbelError("conflict", `${sources.resultBackend}: ${error.message}`);
  }
}
