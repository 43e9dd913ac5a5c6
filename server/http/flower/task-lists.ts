// Lists of Flower's tasks: selected in parts, put in order here, told in parts. However many there are, the engine is
// never asked for more than a few milliseconds at once, and an answer is never whole in memory.
import type { TaskSelection } from "#lib/flower/selection.ts";
import { inOrder } from "#lib/flower/sort-value.ts";
import type { Engine } from "../../engine/port.ts";

export interface ListRequest {
  readonly selection: TaskSelection;
  readonly descending: boolean;
  readonly offset: number;
  /** null: all. */
  readonly limit: number | null;
}
export interface TaskList {
  readonly rows: readonly number[];
  readonly ordinals: readonly number[];
  /** How many match, and how many are held. */
  readonly matching: number;
  readonly held: number;
}
type Queries = Pick<Engine, "query">;

/** Rows asked for at once: what fits into one answer. */
const ROWS = 1_000;

export async function selectList(engine: Queries, request: ListRequest): Promise<TaskList> {
  const rows: number[] = [];
  const ordinals: number[] = [];
  const keys: (string | number | null)[] = [];
  const uuids: string[] = [];
  let held = 0;
  for (let from: number | null = 0; from !== null; ) {
    const part: Awaited<ReturnType<typeof engine.query<"flowerSelect">>> = await engine.query(
      "flowerSelect",
      {
        selection: request.selection,
        from,
      },
    );
    for (const [at, row] of part.rows.entries()) {
      rows.push(row);
      ordinals.push(part.ordinals[at] ?? 0);
      keys.push(part.keys[at] ?? null);
      uuids.push(part.uuids[at] ?? "");
    }
    held = part.held;
    from = part.next;
  }
  const { offset, limit, descending } = request;
  const end = limit === null ? undefined : offset + Math.max(0, limit);
  const places = inOrder(keys, uuids, descending).slice(offset, end);
  return {
    rows: places.map((place) => rows[place] ?? -1),
    ordinals: places.map((place) => ordinals[place] ?? 0),
    matching: rows.length,
    held,
  };
}

/** The members of an object, or the elements of a list, with the commas between them. */
export async function* tellTasks(
  engine: Queries,
  { rows, ordinals }: TaskList,
  keyed: boolean,
): AsyncGenerator<string> {
  let told = false;
  for (let at = 0; at < rows.length; ) {
    const request = { rows: rows.slice(at, at + ROWS), ordinals: ordinals.slice(at, at + ROWS), keyed };
    const { text, done } = await engine.query("flowerTasks", request);
    at += Math.max(1, done);
    if (text === "") continue;
    yield told ? `,${text}` : text;
    told = true;
  }
}
