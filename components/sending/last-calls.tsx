"use client";
// The last calls of the task to send, as events told of them: each fills the form, which may be changed before it is sent.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { encodeName } from "#lib/address.ts";
import type { TaskPage } from "#lib/api/task-schemas.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { readReprs } from "#lib/retrying/repr-values.ts";
import { taskPath } from "#lib/routes.ts";
import type { Task, TaskRow } from "#lib/tasks/task.ts";
import { requestJson } from "../live/api.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { LevelMark } from "../ui/level-mark.tsx";
import { Link } from "../ui/link.tsx";
import { StateBadge } from "../ui/state-badge.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { toast } from "../ui/toast.ts";
import { lastCalls as words } from "../words/sending.ts";
import { heads } from "../words/shared.ts";

const MOST = 10;
const SETTLE_MS = 300;

export interface LastCallsProps {
  readonly name: string;
  /** Another number: ask again. */
  readonly sent: number;
  readonly onUse: (fields: {
    readonly args: string;
    readonly kwargs: string;
    readonly queue?: string;
  }) => void;
}

export function LastCalls({ name, sent, onUse }: LastCallsProps): ReactNode {
  const wanted = name.trim();
  const calls = useLastCalls(wanted, sent);
  const [doubted, setDoubted] = useState<{
    readonly name: string;
    readonly doubts: readonly string[];
  } | null>(null);
  const doubts = doubted?.name === wanted ? doubted.doubts : [];
  const current = useRef(wanted);
  useEffect(() => {
    current.current = wanted;
  }, [wanted]);
  const use = async ({ key }: TaskRow): Promise<void> => {
    // A row has only the beginning of long arguments.
    const answer = await requestJson<Task>(`/api/v1/tasks/${encodeName(key)}`);
    // The form may be for another task by now.
    if (current.current !== wanted) return;
    if (!answer.ok) return void toast.error(answer.error.message);
    const { args, kwargs, queue } = answer.value;
    const values = readReprs(args, kwargs);
    setDoubted({ name: wanted, doubts: values.problems });
    onUse({
      args: values.args.length === 0 ? "" : printJson(values.args),
      kwargs: Object.keys(values.kwargs).length === 0 ? "" : printJson(values.kwargs),
      ...(queue !== null && { queue }),
    });
  };
  return (
    <Card title={words.title} note={noteOf(wanted, calls)}>
      {calls !== null && calls.length > 0 && <Calls calls={calls} onUse={(row) => void use(row)} />}
      {doubts.length > 0 && (
        <ul aria-label={words.preflightTitle} className="grid gap-1.5 border-line border-t px-4 py-2.5">
          {doubts.map((doubt) => (
            <li key={doubt} className="flex items-start gap-2">
              <span className="mt-0.5">
                <LevelMark level="warn" />
              </span>
              {doubt}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function noteOf(name: string, calls: readonly TaskRow[] | null): string {
  if (name === "") return words.noName;
  if (calls === null) return "";
  return calls.length === 0 ? words.none : words.order;
}

function Calls(props: {
  readonly calls: readonly TaskRow[];
  readonly onUse: (row: TaskRow) => void;
}): ReactNode {
  return (
    <Table label={words.title} className="table-fixed">
      <thead>
        <tr>
          <Th className="w-28">{heads.state}</Th>
          <Th>{heads.arguments}</Th>
          <Th num className="w-24 max-sm:hidden">
            {words.when}
          </Th>
          <Th unseen className="w-20">
            {words.use}
          </Th>
        </tr>
      </thead>
      <tbody>
        {props.calls.map((row) => (
          <Tr key={row.key}>
            <Td>
              <Link href={taskPath(row.key)} className="hover:underline">
                <StateBadge state={row.state} />
              </Link>
            </Td>
            <Td
              className="truncate font-mono text-ink-2 text-sm"
              title={`${row.args ?? ""} ${row.kwargs ?? ""}`}
            >
              {row.args ?? ""} {row.kwargs === "{}" ? "" : (row.kwargs ?? "")}
            </Td>
            <Td num className="text-ink-2 max-sm:hidden">
              <Time at={row.sentAt ?? row.receivedAt ?? row.startedAt} />
            </Td>
            <Td className="py-0! text-right">
              <Button size="sm" onClick={() => props.onUse(row)}>
                {words.useOf[0]}
                <span className="sr-only">{words.useOf[1](row.key)}</span>
              </Button>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** null: not known yet. Asked when the name has settled, and not live: what one is about to press does not move. */
function useLastCalls(name: string, sent: number): readonly TaskRow[] | null {
  const [answer, setAnswer] = useState<{ readonly name: string; readonly rows: readonly TaskRow[] } | null>(
    null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `sent` says that there is something new to ask for
  useEffect(() => {
    if (name === "" || name.includes("*")) return;
    const stale = new AbortController();
    const timer = setTimeout(async () => {
      const path = `/api/v1/tasks?name=${encodeURIComponent(name)}&limit=${MOST}`;
      const page = await requestJson<TaskPage>(path, { signal: stale.signal });
      if (!stale.signal.aborted && page.ok) setAnswer({ name, rows: page.value.rows });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stale.abort();
    };
  }, [name, sent]);
  return answer?.name === name ? answer.rows : null;
}
