// What to suggest at the caret of the query box (query-text.test.ts); lib/tasks/query reads what is typed.
import { formatCompact } from "#lib/format/number.ts";
import type { TasksView } from "#lib/live/views.ts";
import {
  FLAG_NAMES,
  FLAGS,
  fieldNamed,
  QUERY_FIELD_NAMES,
  QUERY_FIELDS,
  type QueryField,
  type ValueKind,
} from "#lib/tasks/query/fields.ts";
import { printQuery } from "#lib/tasks/query/print.ts";
import { findPlain, partOf, splitPlain, tokenize, type Word } from "#lib/tasks/query/tokens.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";
import { queryText as words } from "../../../words/tasks-list.ts";
import { COUNTED } from "../facets.ts";

export interface Suggestion {
  /** What choosing it writes in the place of the word. */
  readonly insert: string;
  /** What is there already, or is the same for several. */
  readonly head: string;
  readonly value: string;
  /** What it means, or how many tasks it would leave. */
  readonly hint: string;
  /** More is to be typed behind it. */
  readonly open: boolean;
}

export interface Suggestions {
  /** The word at the caret. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
}

type Info = TasksView["info"] | null;

/** Asked for most, first. */
const FIRST: readonly QueryField[] = [
  "state",
  "name",
  "exception",
  "received",
  "runtime",
  "worker",
  "queue",
  "kwargs",
  "is",
];

/** What can stand between two words. */
const OPERATORS = [
  ["OR", words.or],
  ["AND", words.and],
  ["NOT", words.not],
] as const;

/** Beginnings and whole values, by kind; fields whose values are counted or named have those instead. */
const EXAMPLES: { readonly [K in ValueKind]?: readonly (readonly [string, string])[] } = {
  time: [
    ["<5m", words.lastMinutes],
    ["<1h", words.lastHour],
    ["<24h", words.lastDay],
    [">1h", words.overAnHourAgo],
  ],
  ahead: [
    ["<10m", words.nextMinutes],
    [">1h", words.overAnHourAhead],
  ],
  duration: [
    [">1s", words.overASecond],
    [">1m", words.overAMinute],
    ["<100ms", words.underMs],
    ["1s..10s", words.fromSeconds],
  ],
  number: [
    [">0", words.atLeastOne],
    ["1..3", words.fromNumbers],
  ],
};

/** The word that the caret is in or behind, and where it begins and ends. */
export function wordAt(query: string, caret: number): { readonly word: Word | null; readonly to: number } {
  const last = tokenize(query.slice(0, caret), []).at(-1);
  const word = last !== undefined && last.to === caret && last.word.to > last.word.from ? last.word : null;
  const isWord = word !== null && last?.kind !== "(" && last?.kind !== ")" && last?.kind !== "-";
  const rest = isWord ? (/^[^\s()]*/.exec(query.slice(caret))?.[0].length ?? 0) : 0;
  return { word: isWord ? word : null, to: caret + rest };
}

/** True while a value is typed behind a field's colon: not yet to be run. */
export function isUnfinished(query: string, caret: number): boolean {
  const { word } = wordAt(query, caret);
  return word !== null && fieldOf(word) !== null;
}

/** Fields, then values that exist right now, most frequent first. At most `limit`. */
export function suggest(query: string, caret: number, info: Info, limit = 9): Suggestions {
  const { word, to } = wordAt(query, caret);
  if (word === null) {
    const more = query.slice(0, caret).trim() === "" ? [] : operators("");
    return { from: caret, to, items: [...FIRST.map(fieldItem).slice(0, limit - more.length), ...more] };
  }
  const field = fieldOf(word);
  if (field !== null) return behindColon(word, field, to, info, limit);
  const typed = word.text.toLowerCase();
  const names = QUERY_FIELD_NAMES.filter((name) =>
    [name, ...QUERY_FIELDS[name].also].some((spelt) => spelt.startsWith(typed)),
  );
  const items = [
    ...operators(word.text),
    ...names.map(fieldItem).slice(0, limit),
    ...COUNTED.flatMap((one) => counted(one.field, info, word.text).slice(0, 4)),
  ];
  return { from: word.from, to, items: word.quoted ? [] : items.slice(0, limit) };
}

/** The query with what was chosen in the place of the word, and where the caret comes to stand. */
export function withChosen(
  query: string,
  { from, to }: Suggestions,
  insert: string,
): readonly [string, number] {
  return [query.slice(0, from) + insert + query.slice(to), from + insert.length];
}

function fieldOf(word: Word): QueryField | null {
  const colon = findPlain(word, ":");
  return colon < 0 ? null : fieldNamed(word.text.slice(0, colon).split(".")[0] ?? "");
}

/** What is before the last comma stays. */
function behindColon(word: Word, field: QueryField, to: number, info: Info, limit: number): Suggestions {
  const value = partOf(word, findPlain(word, ":") + 1, word.text.length);
  const last = splitPlain(value, ",").at(-1) ?? value;
  const hasPath = word.text.slice(0, findPlain(word, ":")).includes(".");
  const items = hasPath ? [] : valuesOf(field, info, last.text);
  return { from: last.from, to, items: items.slice(0, limit) };
}

function operators(typed: string): Suggestion[] {
  return OPERATORS.filter(([word]) => typed === typed.toUpperCase() && word.startsWith(typed)).map(
    ([word, hint]) => ({ insert: `${word} `, head: "", value: word, hint, open: true }),
  );
}

function fieldItem(field: QueryField): Suggestion {
  return { insert: `${field}:`, head: `${field}:`, value: "", hint: QUERY_FIELDS[field].hint, open: true };
}

/** As they stand behind the colon. */
function valuesOf(field: QueryField, info: Info, typed: string): Suggestion[] {
  const { kind } = QUERY_FIELDS[field];
  const plain = (value: string, hint: string): Suggestion => {
    return { insert: value, head: `${field}:`, value, hint, open: false };
  };
  if (kind === "state") {
    const states = TASK_STATES.toReversed().map((state) => {
      const count = info?.byState[state];
      return plain(state.toLowerCase(), count === undefined ? "" : formatCompact(count));
    });
    return states.filter(({ value }) => value.startsWith(typed.toLowerCase()));
  }
  if (kind === "flag") {
    return FLAG_NAMES.filter((flag) => flag.startsWith(typed.toLowerCase())).map((flag) =>
      plain(flag, FLAGS[flag]),
    );
  }
  const live = COUNTED.find((one) => one.field === field);
  if (live !== undefined) {
    const skip = field.length + 1;
    return counted(live.field, info, typed).map((one) => ({ ...one, insert: one.insert.slice(skip) }));
  }
  return (EXAMPLES[kind] ?? [])
    .filter(([value]) => value.startsWith(typed))
    .map(([value, hint]) => plain(value, hint));
}

/** With their field. */
function counted(field: (typeof COUNTED)[number]["field"], info: Info, typed: string): Suggestion[] {
  const counts = info === null ? [] : (COUNTED.find((one) => one.field === field)?.counts(info) ?? []);
  const wanted = typed.toLowerCase();
  return counts
    .filter(([value]) => value.toLowerCase().includes(wanted))
    .map(([value, count]) => {
      const test = { op: "any", of: [{ kind: "glob", pieces: [value] }] } as const;
      const insert = printQuery({ kind: "term", field, path: [], test, from: 0, to: 0 });
      return { insert, head: `${field}:`, value, hint: formatCompact(count), open: false };
    });
}
