// What a batch would do, before it is begun: each task classed, the reasons counted, the ones that need attention named.
import type { Preflight, PreflightBody } from "#lib/api/batch-schemas.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { maskText } from "#lib/mask.ts";
import { printArgsRepr, printRepr } from "#lib/pyrepr/print-repr.ts";
import type { RetryPlan } from "#lib/retrying/plan.ts";
import { isFinished } from "#lib/tasks/precedence.ts";
import type { Selected } from "./port.ts";
import { type FactsDeps, planRetries } from "./retry-facts.ts";

const MAX_ITEMS = 100;
const MAX_REASONS = 20;
const ATTENTION = { repairable: 0, blocked: 1, replayable: 2 } as const;
const CALLBACKS = {
  retry:
    "Callbacks, chains and chords are not sent: neither events nor result backends hold them. Custom headers and the priority are not known either.",
  revoke:
    "What would follow a revoked task (callbacks, the rest of its chain, a chord that waits for it) does not run.",
  terminate:
    "What would follow a terminated task (callbacks, the rest of its chain, a chord that waits for it) does not run.",
} as const;

/** Of the tasks that were selected; who asks pins them. */
export async function preflight(
  deps: FactsDeps,
  asked: PreflightBody,
  selected: Selected,
): Promise<Omit<Preflight, "pin">> {
  const plans =
    asked.kind === "retry"
      ? await planRetries(
          deps,
          selected.items.map(([uuid]) => ({ uuid })),
          asked.queue,
        )
      : await planCommand(deps, selected);
  const inOrder = [...plans].sort((a, b) => ATTENTION[a.class] - ATTENTION[b.class]);
  const classes = { replayable: 0, repairable: 0, blocked: 0 };
  for (const plan of plans) classes[plan.class] += 1;
  return {
    total: plans.length,
    classes,
    problems: countProblems(plans),
    notes: countTexts(plans.flatMap(({ notes }) => notes)),
    callbacks: CALLBACKS[asked.kind],
    items: inOrder.slice(0, MAX_ITEMS).map(toItem),
  };
}

/** A task that has ended is nothing to revoke; all others are. */
async function planCommand({ engine }: FactsDeps, { items }: Selected): Promise<RetryPlan[]> {
  const states = await engine.query("states", { uuids: items.map(([uuid]) => uuid) });
  return items.map(([uuid, name], index) => {
    const state = states[index] ?? null;
    const over = state !== null && isFinished(state);
    return {
      uuid,
      name,
      class: over ? "blocked" : "replayable",
      problems: over ? ["It has already finished."] : [],
      notes: state === "STARTED" ? ["It is running: only Terminate stops it."] : [],
      source: null,
      args: [],
      kwargs: {},
      queue: null,
    };
  });
}

function countProblems(plans: readonly RetryPlan[]): Preflight["problems"] {
  return (["repairable", "blocked"] as const).flatMap((which) => {
    const texts = plans.filter((plan) => plan.class === which).flatMap(({ problems }) => problems);
    return countTexts(texts).map((counted) => ({ ...counted, class: which }));
  });
}

function countTexts(texts: readonly string[]): { text: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const found = [...counts].map(([text, count]) => ({ text, count }));
  return found.sort((a, b) => b.count - a.count).slice(0, MAX_REASONS);
}

function toItem(plan: RetryPlan): Preflight["items"][number] {
  const { uuid, name, class: found, problems, notes, source, queue, args, kwargs } = plan;
  return {
    key: uuid,
    name,
    class: found,
    problems: [...problems],
    notes: [...notes],
    source,
    queue,
    args: maskText(printArgsRepr(args)),
    kwargs: maskText(printRepr(kwargs)),
    draft: found === "repairable" ? { args: printJson(args), kwargs: printJson(kwargs) } : null,
  };
}
