// Puts an engine together from concrete parts. Used by thread.ts, which is the composition root of its thread, and by
// whoever wants the same engine in its own thread.
import { UmbelError } from "#lib/api/error.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { createBroker } from "../broker/create-broker.ts";
import type { Broker } from "../broker/port.ts";
import { UnusableBroker } from "../broker/unusable.ts";
import { codecs } from "../codecs/codecs.ts";
import { LocalEngine } from "./engine.ts";
import type { EngineOptions } from "./port.ts";
import type { LogLevel } from "./protocol.ts";
import { threadEntry } from "./thread-entry.ts";

export interface ComposeExtras {
  readonly log?: (level: LogLevel, text: string) => void;
  readonly firstSeq?: number;
  /** When the engine before this one ended with all that it held, epoch ms. */
  readonly restartedAt?: number | undefined;
}

const DEMO_SEED = 1;

export async function composeEngine(
  options: EngineOptions,
  extras: ComposeExtras = {},
): Promise<LocalEngine> {
  const { maxTasks, maxWorkers, purgeOfflineMs = null, runtimeBuckets = null } = options;
  const model = new ClusterModel({ maxTasks, maxWorkers, purgeOfflineMs, runtimeBuckets });
  const { firstSeq, restartedAt, log } = extras;
  const common = { model, codecs, firstSeq, restartedAt, log };
  if (options.brokerUrl !== null) {
    return new LocalEngine(options, {
      ...common,
      broker: await brokerOf(options.brokerUrl, options, extras),
    });
  }
  return new LocalEngine(options, { ...common, ...(await demoParts(options.demo?.seed ?? DEMO_SEED)) });
}

/** The simulated cluster, which is loaded only where it is shown. */
async function demoParts(seed: number) {
  const [{ MemoryBroker }, { DemoClock }, { answerAtDoor }, { startDemo }] = await Promise.all([
    import("../broker/memory/memory.ts"),
    import("../demo/clock.ts"),
    import("../demo/door.ts"),
    import("../demo/start-demo.ts"),
  ]);
  const clock = new DemoClock();
  const broker = new MemoryBroker({ now: clock.now });
  const companion = () => answerAtDoor(startDemo(broker, { seed, clock }));
  return { broker, now: clock.now, companion };
}

async function brokerOf(url: string, options: EngineOptions, extras: ComposeExtras): Promise<Broker> {
  const { readerEntry: reader, transport, brokerApi } = options;
  try {
    const broker = await createBroker(url, {
      transport: transport ?? undefined,
      readerEntry: reader === undefined ? undefined : threadEntry(new URL(reader)),
      api: brokerApi,
      log: (text) => extras.log?.("warn", text),
    });
    for (const warning of broker.warnings ?? []) extras.log?.("warn", warning);
    return broker;
  } catch (error) {
    if (!(error instanceof UmbelError)) throw error;
    extras.log?.("error", error.message);
    return new UnusableBroker(url, error.message, error.details.remedy);
  }
}
