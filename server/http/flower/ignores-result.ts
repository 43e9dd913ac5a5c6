// Whether a task throws its result away: its own setting, which one worker that has it registered is asked for. Flower
// knows it from the application's code, which Umbel has not.
import type { Actor } from "#lib/access/actor.ts";
import type { ApiDeps } from "../api-deps.ts";

type Deps = Pick<ApiDeps, "engine" | "runCommand">;

const KEPT_MS = 60_000;
const MAX_KEPT = 1_000;
const MAX_LOOKED_AT = 20;

/** Answers false when nobody tells. */
export function createIgnoresResult(deps: Deps, now: () => number = Date.now) {
  const kept = new Map<string, { readonly at: number; readonly ignores: boolean }>();
  return async (actor: Actor, name: string): Promise<boolean> => {
    const known = kept.get(name);
    if (known !== undefined && now() - known.at < KEPT_MS) return known.ignores;
    const ignores = await askOne(deps, actor, name);
    if (ignores === null) return false;
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, { at: now(), ignores });
    return ignores;
  };
}

async function askOne({ engine, runCommand }: Deps, actor: Actor, name: string): Promise<boolean | null> {
  const hostname = await whoHas(engine, name);
  if (hostname === null) return null;
  const { replies } = await runCommand(actor, {
    command: "registered",
    args: { taskinfoitems: ["ignore_result"] },
    destination: [hostname],
    reason: null,
    timeoutMs: null,
  });
  const told = replies[0]?.value;
  return Array.isArray(told) ? told.includes(`${name} [ignore_result=True]`) : null;
}

async function whoHas(engine: Deps["engine"], name: string): Promise<string | null> {
  const workers = await engine.query("workers", {});
  for (const { key } of workers.filter(({ status }) => status === "online").slice(0, MAX_LOOKED_AT)) {
    const detail = await engine.query("worker", { hostname: key });
    if (detail?.inspection?.registered?.value?.some((task) => task.name === name)) return key;
  }
  return null;
}
