"use client";
// What the worker uses and has done: its resource usage, its connection to the broker, tasks finished per name.
import type { ReactNode } from "react";
import { formatCount } from "#lib/format/number.ts";
import type { Json } from "#lib/json.ts";
import type { StatsInfo } from "#lib/workers/inspect.ts";
import { KeyValue } from "../../ui/key-value.tsx";
import { More } from "../../ui/more.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { ofWorker, systemPanel as words } from "../../words/workers-detail.ts";
import { totalLines, usageLines } from "./usage.ts";

const MAX_NAMES = 100;

export function SystemPanel({ stats }: { readonly stats: StatsInfo }): ReactNode {
  const usage = usageLines(stats.rusage);
  const totals = totalLines(stats.totals);
  const most = totals[0]?.[1] ?? 0;
  return (
    <div className="grid gap-x-4 pb-2 lg:grid-cols-2">
      <div>
        <Part title={words.usage} empty={usage.length === 0 ? words.noUsage : null}>
          <KeyValue
            items={usage.map(({ label, text, note }) => [label, <Noted key={label} {...{ text, note }} />])}
          />
        </Part>
        <Part
          title={words.connection}
          empty={Object.keys(stats.broker).length === 0 ? words.noConnection : null}
        >
          <KeyValue items={brokerFacts(stats.broker)} />
        </Part>
      </div>
      <Part title={words.totals} empty={totals.length === 0 ? words.noTotals : null}>
        <ul className="grid gap-1 px-4 py-2.5">
          {totals.slice(0, MAX_NAMES).map(([name, count]) => (
            <li key={name} className="relative flex items-center gap-3 rounded-sm px-1.5 py-0.5">
              <i
                aria-hidden
                className="absolute inset-y-0 left-0 rounded-sm bg-sunken"
                style={{ width: `${(count / most) * 100}%` }}
              />
              <TaskName name={name} className="relative min-w-0 flex-1 truncate" />
              <span className="relative">{formatCount(count)}</span>
            </li>
          ))}
        </ul>
        <More shown={MAX_NAMES} of={totals.length} />
      </Part>
    </div>
  );
}

function Part(props: {
  readonly title: string;
  readonly empty: string | null;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h3 className="px-4 pt-3 font-medium">{props.title}</h3>
      {props.empty === null ? props.children : <p className="px-4 py-2 text-ink-3">{props.empty}</p>}
    </section>
  );
}

function Noted({ text, note }: { readonly text: string; readonly note: string | null }): ReactNode {
  return (
    <>
      {text}
      {note !== null && <span className="text-ink-3"> · {note}</span>}
    </>
  );
}

/** Settings with a value, one a line; those without share a line. */
function brokerFacts(broker: StatsInfo["broker"]): (readonly [string, string])[] {
  const set: (readonly [string, string])[] = [];
  const unset: string[] = [];
  for (const [name, value] of Object.entries(broker)) {
    if (isEmpty(value)) unset.push(name);
    else set.push([name, plain(value)]);
  }
  return unset.length === 0 ? set : [...set, [ofWorker.notSet, unset.join(", ")]];
}

function isEmpty(value: Json): value is null {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function plain(value: Exclude<Json, null>): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
