// What Umbel remembers over restarts of one sort of thing, under a key each, in a small JSON file. Bounded. Several clusters
// share the file; each sees its own.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { UmbelError } from "#lib/api/error.ts";
import { isMissing } from "../files/missing.ts";
import { createWholeFile, type WholeFileOptions } from "../files/whole-file.ts";

export interface Book<T> {
  get(key: string): T | null;
  all(): readonly T[];
  /** In place of an earlier one of the same key. Rejects with UmbelError `too_many`. */
  put(value: T): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface BookSpec<T> {
  /** The property of the file that lists them. */
  readonly list: string;
  readonly schema: z.ZodType<T>;
  readonly keyOf: (value: T) => string;
  /** Of one cluster. */
  readonly most: number;
  /** What to do when there are so many. */
  readonly tooMany: string;
  /** `Paused queues`, as messages call them. */
  readonly what: string;
}

/** More clusters than this share of a file is not expected. */
const MAX_CLUSTERS = 10;

export function createMemoryBook<T>(
  { keyOf, most, tooMany }: BookSpec<T>,
  known: readonly T[] = [],
  save: (values: readonly T[]) => Promise<void> = async () => {},
): Book<T> {
  const values = new Map(known.map((value) => [keyOf(value), value]));
  return {
    get: (key) => values.get(key) ?? null,
    all: () => [...values.values()],
    async put(value) {
      if (!values.has(keyOf(value)) && values.size >= most) throw new UmbelError("too_many", tooMany);
      values.set(keyOf(value), value);
      await save([...values.values()]);
    },
    async remove(key) {
      values.delete(key);
      await save([...values.values()]);
    },
  };
}

/**
 * The books of all clusters in one file. One that cannot be read is begun anew. One that cannot be written leaves the memory
 * of this process. `onProblem` is told of both.
 */
export async function openBookFile<T>(
  spec: BookSpec<T>,
  where: WholeFileOptions,
  onProblem: (text: string) => void,
): Promise<(cluster: string) => Book<T>> {
  let all = await readAll(spec, where.path, onProblem);
  const file = createWholeFile(where);
  const failed = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    onProblem(`${spec.what} are remembered until Umbel stops only: ${why}`);
  };
  return (cluster) => {
    const mine = all.filter((kept) => kept.cluster === cluster).map(({ value }) => value);
    return createMemoryBook(spec, mine, (values) => {
      const others = all.filter((kept) => kept.cluster !== cluster);
      all = [...others, ...values.map((value) => ({ cluster, value }))];
      const listed = all.map((kept) => ({ cluster: kept.cluster, ...kept.value }));
      return file.write(`${JSON.stringify({ [spec.list]: listed }, null, 1)}\n`).catch(failed);
    });
  };
}

interface Kept<T> {
  readonly cluster: string;
  readonly value: T;
}

async function readAll<T>(
  { list, schema, most, what }: BookSpec<T>,
  path: string,
  onProblem: (text: string) => void,
): Promise<readonly Kept<T>[]> {
  const listed = z.array(z.looseObject({ cluster: z.string() })).max(MAX_CLUSTERS * most);
  try {
    const file = z.object({ [list]: listed }).parse(JSON.parse(await readFile(path, "utf8")));
    return (file[list] ?? []).map((each) => ({ cluster: each.cluster, value: schema.parse(each) }));
  } catch (error) {
    if (!isMissing(error)) onProblem(`${path} holds no list of ${what.toLowerCase()}; a new one is started.`);
    return [];
  }
}
