// Whether two answers say the same to a client of Flower's API.
import { expect, vi } from "vitest";
import type { DifferenceName } from "./flower-differences.ts";
import { type Answer, ask, type Pair, type Request } from "./flower-setting.ts";

export interface Comparison {
  readonly alike: boolean;
  readonly what: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

export function compare(request: Request, flower: Answer, umbel: Answer): Comparison {
  const [theirs, ours] = [flower, umbel].map((answer) => essence(request, answer));
  const alike = JSON.stringify(theirs) === JSON.stringify(ours);
  return { alike, what: `${umbel.status} ${umbel.text.slice(0, 300)}`, theirs, ours };
}

/** Of a page its status only: nobody's program reads it. Of what failed inside there is nothing to compare. */
function essence({ path }: Request, { status, type, text, json }: Answer): unknown {
  const page = type.startsWith("text/html") && text.startsWith("<");
  if (page) return { status, page: true };
  if (json === undefined) return { status, text };
  if (status !== 200) return { status, json };
  return { status, type, json: sorted(withoutMoving(path, json), keepsOrder(path)) };
}

/** Whose keys are in the order asked for. */
function keepsOrder(path: string): boolean {
  return path.startsWith("/api/tasks");
}

/** Without what is new in every answer: ids of what was just sent, and times of what goes on. */
function withoutMoving(path: string, json: unknown): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (/^\/api\/task\/(async-apply|send-task)\//.test(path)) {
    // A worker may be done with it already.
    return Object.entries(json).map(([key, value]) => [key, typeof value]);
  }
  if (path.startsWith("/api/task/apply/")) {
    const { "task-id": id, traceback, ...rest } = json as Record<string, unknown>;
    return { ...rest, id: typeof id, traceback: typeof traceback };
  }
  // One order of keys says which tasks there are; the tasks themselves are compared by a test of their own.
  if (path.startsWith("/api/tasks")) return "error" in json ? json : Object.keys(json);
  if (path.startsWith("/tasks/datatable")) {
    const { data, ...rest } = json as { data: readonly { readonly uuid: string }[] };
    return { ...rest, data: data.map((task) => [task.uuid, Object.keys(task)]) };
  }
  if (/^\/(workers)?\?json/.test(path)) {
    const { data } = json as { data: readonly object[] };
    return data.map((worker) => Object.keys(worker).toSorted());
  }
  return json;
}

function sorted(value: unknown, asIs: boolean): unknown {
  if (Array.isArray(value)) return value.map((member) => sorted(member, asIs));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, sorted(member, asIs)] as const);
  return Object.fromEntries(asIs ? members : members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Counts what was compared, and which deliberate differences were shown. */
export function createJudge() {
  const counts = { equal: 0, deliberate: 0, differs: 0 };
  const proven = new Set<DifferenceName>();
  /** Fails unless the two are alike, or differ as they should. */
  const judge = (comparison: Comparison, differs: DifferenceName | undefined) => {
    if (differs !== undefined) proven.add(differs);
    if (comparison.alike) counts.equal += 1;
    else if (differs !== undefined) counts.deliberate += 1;
    else counts.differs += 1;
    if (differs === undefined) expect(comparison.ours, comparison.what).toEqual(comparison.theirs);
    else expect(comparison.alike, `“${differs}” is not shown by it: they are alike`).toBe(false);
  };
  return { counts, proven, judge };
}

/** Fails until the tasks that were sent have ended. */
export async function settled(url: string): Promise<void> {
  const { json } = await ask(url, { path: "/api/tasks" });
  const states = Object.values(json as Record<string, { state: string }>).map(({ state }) => state);
  expect(states.toSorted()).toEqual(
    ["FAILURE", "FAILURE", "FAILURE", "RECEIVED", "SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS"].toSorted(),
  );
}

/** The same tasks in the same states. */
export async function agreeOnTasks(setting: Pair): Promise<void> {
  await vi.waitFor(
    async () => {
      const { flower, umbel } = await askBoth(setting, { path: "/api/tasks?sort_by=name" });
      const states = ({ json }: { json: unknown }) =>
        Object.values(json as Record<string, { uuid: string; state: string }>).map(({ uuid, state }) => [
          uuid,
          state,
        ]);
      expect(states(umbel)).toEqual(states(flower));
    },
    { timeout: 10_000, interval: 100 },
  );
}

export async function askBoth(setting: Pair, request: Request) {
  const [flower, umbel] = [await ask(setting.flower.url, request), await ask(setting.umbelUrl, request)];
  return { flower, umbel };
}
