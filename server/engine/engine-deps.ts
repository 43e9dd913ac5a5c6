// What an engine is made of beside its options.
import type { Codecs } from "#lib/kombu/message.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import type { ModelChanges, ModelContext } from "#lib/live/model.ts";
import type { OpenTopics } from "#lib/live/open-topics.ts";
import type { Broker } from "../broker/port.ts";
import type { Faults } from "./faults.ts";

export interface Companion {
  /** What happened before the engine came, told step by step; each step answers the time it has reached. */
  past?(): Iterable<number>;
  stop(): void;
}

/** The open topics of an engine, rendered from its model at a time. */
export type EngineTopics = OpenTopics<"engine", ModelChanges, [context: ModelContext, now: number]>;

export interface EngineDeps {
  readonly broker: Broker;
  readonly model: ClusterModel;
  readonly codecs: Codecs;
  readonly now?: (() => number) | undefined;
  /** First seq of topics: a restarted engine must not continue the numbers of the one before. */
  readonly firstSeq?: number | undefined;
  readonly maxBacklogBytes?: number | undefined;
  /** When the engine before this one ended with all that it held, epoch ms; absent: there was none. */
  readonly restartedAt?: number | undefined;
  readonly log?: ((level: "error", text: string) => void) | undefined;
  /** Started once the engine listens, stopped with it: the simulated cluster of the demo. */
  readonly companion?: (() => Companion) | undefined;
}

/** What the parts of an engine share. */
export interface EngineParts {
  readonly broker: Broker;
  readonly model: ClusterModel;
  readonly topics: EngineTopics;
  readonly faults: Faults;
  readonly now: () => number;
}
