// Selected tasks as JSON text. It is made where the tasks are: a text crosses threads a hundred times cheaper than the
// objects. One answer holds a bounded number of characters.
import { FREE, TEXT } from "../cluster/task-columns.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { toTask } from "../cluster/to-task.ts";
import type { Json } from "../json.ts";
import { toFlowerTask } from "./task-object.ts";

export interface TasksJson {
  /** `"uuid":{…},"uuid":{…}`, or `{…},{…}` without keys; empty when none of them is held any more. */
  readonly text: string;
  /** How many of those asked for were looked at. */
  readonly done: number;
}
export interface TasksJsonRequest {
  readonly rows: readonly number[];
  readonly ordinals: readonly number[];
  /** Members of an object by uuid, without a `worker` that is not known; or elements of a list. */
  readonly keyed: boolean;
}

/** Characters after which an answer ends, and what a relative that had to be looked at counts as. */
const MAX_CHARACTERS = 200_000;
const RELATIVE = 40;

export function tasksJson(store: TaskStore, { rows, ordinals, keyed }: TasksJsonRequest): TasksJson {
  const { state, ordinal } = store.columns;
  const families = new Families(store);
  const parts: string[] = [];
  let characters = 0;
  let done = 0;
  for (; done < rows.length && characters + families.looked * RELATIVE < MAX_CHARACTERS; done += 1) {
    const row = rows[done] ?? -1;
    if (state[row] === FREE || ordinal[row] !== ordinals[done]) continue;
    const record = store.at(row);
    const object = taskObject(record, families);
    if (keyed && object.worker === null) delete object.worker;
    const text = JSON.stringify(object);
    const part = keyed ? `${JSON.stringify(record.uuid)}:${text}` : text;
    parts.push(part);
    characters += part.length;
  }
  return { text: parts.join(","), done };
}

export function oneTaskJson(store: TaskStore, uuid: string): string | null {
  const record = store.get(uuid);
  return record === undefined ? null : JSON.stringify(taskObject(record, new Families(store)));
}

function taskObject(record: TaskRecord, families: Families): Record<string, Json> {
  return toFlowerTask(toTask(record), {
    rootHeld: record.rootIsSelf || families.holds(record.rootId),
    parentHeld: families.holds(record.parentId),
    children: families.childrenOf(record),
  });
}

/** Children by parent of the families met, each looked through once. */
class Families {
  readonly #store: TaskStore;
  readonly #byRoot = new Map<string, ReadonlyMap<string, readonly string[]>>();
  /** Members looked at so far. */
  looked = 0;

  constructor(store: TaskStore) {
    this.#store = store;
  }

  holds(uuid: string | null): boolean {
    return uuid !== null && this.#store.get(uuid) !== undefined;
  }

  childrenOf(record: TaskRecord): readonly string[] {
    const { rootId, uuid } = record;
    return rootId === null ? NONE : (this.#childrenIn(rootId).get(uuid) ?? NONE);
  }

  #childrenIn(rootId: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#byRoot.get(rootId);
    if (known) return known;
    const { columns } = this.#store;
    const children = new Map<string, string[]>();
    for (const row of columns.families.of(rootId)) {
      this.looked += 1;
      const parent = columns.text(row, TEXT.parentId);
      if (parent === null) continue;
      const siblings = children.get(parent) ?? [];
      siblings.push(columns.ids.text(row));
      children.set(parent, siblings);
    }
    this.#byRoot.set(rootId, children);
    return children;
  }
}

const NONE: readonly string[] = [];
