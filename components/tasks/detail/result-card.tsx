"use client";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, Unknown } from "#components/ui/key-value.tsx";
import { LevelMark } from "#components/ui/level-mark.tsx";
// What the result backend holds of a task: its state there, the whole value or error, and where that contradicts the events.
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TaskResultAnswer } from "#lib/api/send-schemas.ts";
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { taskPath } from "#lib/routes.ts";
import type { Task } from "#lib/tasks/task.ts";
import { ReprTree } from "./repr-tree.tsx";
import { contradiction, progressOf } from "./result-words.ts";
import { useResult } from "./use-result.ts";

type Stored = NonNullable<TaskResultAnswer["result"]>;

export function ResultCard({ task }: { readonly task: Task }): ReactNode {
  const answer = useResult(task.uuid, `${task.state} ${task.retries} ${task.note?.at ?? ""}`);
  if (answer === null) return null;
  if (!answer.ok) {
    return (
      <Card title="Result backend" bodyClassName="px-4 pt-1 pb-3">
        <p className="text-bad">{answer.error.message}</p>
      </Card>
    );
  }
  const { backend, result } = answer.value;
  return (
    <Card
      title="Result backend"
      {...(backend.url !== null && { note: backend.url })}
      bodyClassName="pt-1 pb-2"
    >
      {result === null ? (
        <p className="px-4 pb-1 text-ink-2">
          {backend.kind === "none"
            ? backend.text
            : "Nothing is stored there: not yet, no longer, or the task ignores its result."}
        </p>
      ) : (
        <Held task={task} result={result} />
      )}
    </Card>
  );
}

function Held({ task, result }: { readonly task: Task; readonly result: Stored }): ReactNode {
  const odd = contradiction(task, result);
  const progress = progressOf(result);
  return (
    <>
      {odd !== null && (
        <p className="flex items-start gap-2 px-4 py-1">
          <span className="mt-0.5">
            <LevelMark level="warn" />
          </span>
          {odd}
        </p>
      )}
      {progress !== null && <Progress {...progress} />}
      <KeyValue
        items={[
          ["State there", result.status],
          [
            "Done",
            result.doneAt === null ? (
              <span key="done" className="text-ink-3">
                not yet
              </span>
            ) : (
              <Time key="done" at={result.doneAt} />
            ),
          ],
          ["Value", <Value key="value" result={result} />],
          ["Children", <Children key="children" uuids={result.children} />],
          ...(result.groupId === null ? [] : [["Group", result.groupId] as const]),
          ...(result.stampsRepr === null ? [] : [["Stamps", result.stampsRepr] as const]),
        ]}
      />
      {result.traceback !== null && (
        <details className="px-4 pb-1">
          <summary className="cursor-pointer text-accent">Traceback in full</summary>
          <pre className="mt-1 max-h-96 overflow-auto whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
            {result.traceback}
          </pre>
        </details>
      )}
    </>
  );
}

function Value({ result }: { readonly result: Stored }): ReactNode {
  if (result.beginning !== null)
    return (
      <>
        <Unknown>{`not read in full: ${result.opaque}. It begins:`}</Unknown>
        <pre className="mt-1 max-h-96 overflow-auto whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
          {result.beginning}
        </pre>
      </>
    );
  if (result.opaque !== null) return <Unknown>{`cannot be read: ${result.opaque}`}</Unknown>;
  return <ReprTree node={parseRepr(result.repr ?? "None").node} />;
}

function Children({ uuids }: { readonly uuids: readonly string[] | null }): ReactNode {
  if (uuids === null) return null;
  if (uuids.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <ul>
      {uuids.slice(0, 20).map((uuid) => (
        <li key={uuid}>
          <Link href={taskPath(uuid)} className="font-mono text-accent text-sm hover:underline">
            {uuid}
          </Link>
        </li>
      ))}
      {uuids.length > 20 && <li className="text-ink-3">and {uuids.length - 20} more</li>}
    </ul>
  );
}

function Progress({ share, text }: { readonly share: number; readonly text: string }): ReactNode {
  return (
    <div className="grid gap-1 px-4 py-1">
      <div
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        tabIndex={-1}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-started" style={{ width: `${share * 100}%` }} />
      </div>
      <span className="text-ink-3 text-sm">{text}</span>
    </div>
  );
}
