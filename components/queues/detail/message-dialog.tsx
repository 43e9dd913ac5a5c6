"use client";
import { type ReactNode, useState } from "react";
import { formatBytes } from "#lib/format/number.ts";
import type { WaitingMessage } from "#lib/queues/waiting-view.ts";
import { taskPath } from "#lib/routes.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { KeyValue, Unknown } from "../../ui/key-value.tsx";
// One waiting message with all that it says.
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { ofQueue, messageDialog as words } from "../../words/queues.ts";
import { heads, ofTasks, shared } from "../../words/shared.ts";

export interface MessageDialogProps {
  /** null: none is open. */
  readonly message: WaitingMessage | null;
  readonly onClose: () => void;
}

export function MessageDialog({ message, onClose }: MessageDialogProps): ReactNode {
  // The last one stays drawn while the window closes.
  const [last, setLast] = useState(message);
  if (message !== null && message !== last) setLast(message);
  if (last === null) return null;
  return (
    <Dialog
      open={message !== null}
      onOpenChange={(open) => !open && onClose()}
      title={last.name}
      description={last.key === "1" ? words.isNext : words.isNumber(last.key)}
      width="lg"
      footer={last.uuid !== null && <ButtonLink href={taskPath(last.uuid)}>{words.openTask}</ButtonLink>}
    >
      <KeyValue items={factsOf(last)} className="px-0! py-0.5!" />
    </Dialog>
  );
}

function factsOf(message: WaitingMessage): (readonly [string, ReactNode])[] {
  const { uuid, args, kwargs, problem, eta, expires, retries, origin, priority } = message;
  const facts: (readonly [string, ReactNode] | null)[] = [
    [words.id, uuid === null ? null : copyable(uuid)],
    [heads.arguments, repr(args, problem)],
    [shared.kwargs, repr(kwargs, problem)],
    [ofTasks.sent, message.sentAt === null ? null : time(message.sentAt, "age")],
    [ofTasks.eta, eta === null ? NONE : time(eta, "clock")],
    [ofTasks.expires, expires === null ? NONE : time(expires, "clock")],
    [ofTasks.retries, String(retries)],
    [words.sender, origin],
    [heads.priority, priority === null ? NONE : String(priority)],
    message.parentId === null ? null : [ofTasks.parent, taskLink(message.parentId)],
    message.rootId === null || message.rootId === uuid ? null : [ofTasks.root, taskLink(message.rootId)],
    message.groupId === null ? null : [ofTasks.group, copyable(message.groupId)],
    [words.redelivered, message.redelivered ? words.wasRedelivered : shared.no],
    [ofQueue.size, `${formatBytes(message.bytes)}, ${message.contentType}`],
  ];
  return facts.filter((fact) => fact !== null);
}

const NONE = <span className="text-ink-3">{shared.none}</span>;

function copyable(id: string): ReactNode {
  return <Copyable value={id} className="font-mono text-sm" />;
}

function time(at: number, as: "age" | "clock"): ReactNode {
  return <Time at={at} as={as} />;
}

function repr(text: string | null, problem: string | null): ReactNode {
  if (text === null)
    return <Unknown>{problem === null ? shared.notKnown : words.unreadable(problem)}</Unknown>;
  return (
    <pre className="max-h-48 overflow-y-auto whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
      {text}
    </pre>
  );
}

function taskLink(uuid: string): ReactNode {
  return (
    <Link href={taskPath(uuid)} className="font-mono text-accent text-sm hover:underline">
      {uuid}
    </Link>
  );
}
