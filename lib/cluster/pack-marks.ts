// The marks of a task as one text: as objects they took several kilobytes, of which most were nulls, and kept the garbage
// collector busier than all simple tasks together. Only this file reads what it writes.
import { MARK_KINDS, type Mark, type MarkFields, NO_FIELDS } from "./mark.ts";

const FIELDS = Object.keys(NO_FIELDS) as readonly (keyof MarkFields)[]; // the keys of that very type

/** Kind, time, hostname, pid, clock, retries, then a number and a value of each field that is told. */
type Packed = [number, number, string, number | null, number | null, number | null, ...unknown[]];

export function packMarks(marks: readonly Mark[]): string {
  return JSON.stringify(marks.map(pack));
}

export function unpackMarks(text: string): Mark[] {
  return (JSON.parse(text) as Packed[]).map(unpack); // written by packMarks
}

function pack(mark: Mark): Packed {
  const { kind, at, hostname, pid, clock, retries } = mark;
  const packed: Packed = [MARK_KINDS.indexOf(kind), at, hostname, pid, clock, retries];
  for (let field = 0; field < FIELDS.length; field += 1) {
    const value = mark[FIELDS[field] ?? "name"];
    if (value !== null) packed.push(field, value);
  }
  return packed;
}

function unpack(packed: Packed): Mark {
  const [kind, at, hostname, pid, clock, retries] = packed;
  const fields: Record<string, unknown> = { ...NO_FIELDS };
  for (let place = 6; place < packed.length; place += 2) {
    fields[FIELDS[packed[place] as number] ?? ""] = packed[place + 1];
  }
  // Every field has the value that it had when it was packed.
  const told = fields as unknown as MarkFields;
  return { ...told, kind: MARK_KINDS[kind] ?? "sent", at, hostname, pid, clock, retries };
}
