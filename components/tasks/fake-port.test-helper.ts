// A live port over an array of rows, for tests: answers `tasks` topics page by page as the server does and pushes deltas of what changed when told to. Never imported by what is shipped.
import type { LivePort, PortListener } from "#components/live/port.ts";
import { parseTopic } from "#lib/live/parse-topic.ts";
import type { Topic } from "#lib/live/topics.ts";
import type { KeyedRow, View } from "#lib/live/view.ts";
import { PAGE_SIZE, type TasksView } from "#lib/live/views.ts";
import { takesRow } from "#lib/tasks/takes-row.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { someInfo } from "./fixtures.test-helper.ts";

export interface FakePort extends LivePort {
  /** Newest first. */
  readonly rows: TaskRow[];
  readonly opened: readonly string[];
  readonly isOpen: (topic: string) => boolean;
  /** Sends deltas of every open topic. */
  readonly flush: () => void;
}

export function createFakePort(rows: TaskRow[], other: (topic: Topic) => View | null = () => null): FakePort {
  const open = new Map<string, { seq: number; view: View }>();
  const opened: string[] = [];
  let listener: PortListener | null = null;
  const render = (name: string): View | null => {
    const topic = parseTopic(name);
    if (!topic.ok) return null;
    return topic.value.kind === "tasks" ? tasksView(rows, topic.value) : other(topic.value);
  };
  return {
    rows,
    opened,
    isOpen: (topic) => open.has(topic),
    connect(next) {
      listener = next;
      queueMicrotask(() => listener?.onState("connected", null));
      return () => {
        listener = null;
      };
    },
    open(topic, answer) {
      opened.push(topic);
      const view = render(topic);
      if (view === null) return answer({ ok: false, reason: "topic", detail: `no topic ${topic}` });
      open.set(topic, { seq: 1, view });
      queueMicrotask(() => answer({ ok: true, value: { seq: 1, view } }));
    },
    close(topic) {
      open.delete(topic);
    },
    flush() {
      for (const [topic, state] of open) {
        const view = render(topic);
        if (view === null) continue;
        state.seq += 1;
        listener?.onDelta({
          topic,
          seq: state.seq,
          delta: { info: view.info, lists: listDeltas(state.view, view) },
        });
        state.view = view;
      }
    },
  };
}

function listDeltas(before: View, after: View) {
  return Object.fromEntries(
    Object.entries(after.lists).map(([name, rows]) => {
      const known = new Map((before.lists[name] ?? []).map((row) => [row.key, row]));
      const set = rows.filter((row: KeyedRow) => known.get(row.key) !== row);
      return [name, { set, order: rows.map((row) => row.key) }];
    }),
  );
}

function tasksView(all: readonly TaskRow[], topic: Extract<Topic, { kind: "tasks" }>): TasksView & View {
  const { filter, until, page } = topic;
  const fits = all.filter(takesRow(filter, 0));
  const shown = until === null ? fits : fits.filter((row) => row.ordinal <= until);
  const byState = { ...someInfo().byState };
  for (const row of all) byState[row.state] += 1;
  const info = someInfo({
    matching: shown.length,
    newer: fits.length - shown.length,
    held: all.length,
    newest: all[0]?.ordinal ?? 0,
    byState,
  });
  return { info: { ...info }, lists: { tasks: shown.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE) } };
}
