// What the log says about the start and about the broker's comings and goings.
import type { Config } from "../config/config.ts";
import type { Engine } from "../engine/port.ts";
import type { Log } from "../log.ts";

export function announce(log: Log, config: Config, url: string): void {
  const access = config.users.length > 0 ? `sign-in for ${config.users.length} user(s)` : "no sign-in";
  log.info({ url, version: config.version }, `Umbel is at ${url} (${access})`);
  if (config.broker === null) {
    log.info("This is a demo: the cluster is simulated. Connect your own with --broker redis://host:6379/0");
  } else log.info(`Watching ${config.broker}`);
}

/** Returns what ends it. */
export function logBrokerChanges(log: Log, engine: Engine): () => void {
  let before = "";
  return engine.onTick(({ broker }) => {
    const { state, problem, url } = broker;
    const now = `${state} ${problem?.code ?? ""}`;
    if (now === before) return;
    before = now;
    if (problem === null && state === "connected") log.info(`The broker is connected: ${url}`);
    else if (problem !== null) log.warn({ code: problem.code }, `${problem.text} ${problem.remedy}`);
  });
}
