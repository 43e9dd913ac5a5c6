// What the log says about the start and about the broker's comings and goings.
import type { Config } from "../config/config.ts";
import type { Engine } from "../engine/port.ts";
import type { Log } from "../log.ts";

export function announce(log: Log, config: Config, url: string): void {
  const access = config.users.length > 0 ? `sign-in for ${config.users.length} user(s)` : "no sign-in";
  log.info({ url, version: config.version }, `Umbel is at ${url} (${access})`);
  const several = config.clusters.length > 1;
  for (const { name, broker } of config.clusters) {
    if (broker !== null) log.info(several ? `Watching ${name}: ${broker}` : `Watching ${broker}`);
    else if (several) log.info(`Watching ${name}, which is simulated`);
    else {
      log.info(
        "This is a demo: the cluster is simulated. Connect your own with --broker redis://host:6379/0",
      );
    }
  }
}

/** Returns what ends it. `several`: say of which cluster. */
export function logBrokerChanges(log: Log, engine: Engine, several: boolean): () => void {
  let before = "";
  const of = several ? `${engine.name}: ` : "";
  return engine.onTick(({ broker }) => {
    const { state, problem, url } = broker;
    const now = `${state} ${problem?.code ?? ""}`;
    if (now === before) return;
    before = now;
    if (problem === null && state === "connected") log.info(`${of}The broker is connected: ${url}`);
    else if (problem !== null) log.warn({ code: problem.code }, `${of}${problem.text} ${problem.remedy}`);
  });
}
