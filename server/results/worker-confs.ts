// What the workers that are online reported of their configuration (`inspect conf`), as far as the engine has it.
import type { Json } from "#lib/json.ts";
import type { Engine } from "../engine/port.ts";

/** The workers of one application are configured alike: a few are enough. */
const MAX_ASKED = 20;

export async function workerConfs(
  engine: Pick<Engine, "query">,
): Promise<readonly Readonly<Record<string, Json>>[]> {
  const workers = await engine.query("workers", {});
  const online = workers.filter(({ status }) => status === "online").slice(0, MAX_ASKED);
  const details = await Promise.all(online.map(({ key }) => engine.query("worker", { hostname: key })));
  return details.map((detail) => detail?.inspection?.conf?.value ?? null).filter((conf) => conf !== null);
}
