// Why a page is empty on a broker that carries tasks and nothing else, and what can be seen and done all the same.
import { Radio } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state.tsx";

const ABOUT = {
  cluster: [
    "Workers and tasks are not visible on this broker",
    "Its queues are below, counted every few seconds.",
  ],
  tasks: [
    "Tasks are not visible on this broker",
    "Umbel counts the messages in the queues, but cannot see which tasks start, succeed or fail.",
  ],
  workers: [
    "Workers are not visible on this broker",
    "They run unseen: only their logs, and queues that get shorter, show them.",
  ],
} as const;

export function TasksOnly({ about }: { readonly about: keyof typeof ABOUT }): ReactNode {
  const [title, instead] = ABOUT[about];
  return (
    <EmptyState icon={<Radio size={22} aria-hidden />} title={title}>
      <p>
        Amazon SQS delivers each message to a single receiver and cannot broadcast, so Celery sends no events
        or remote control commands over it. No worker setting changes that. {instead}
      </p>
      <p className="mt-2">
        To see tasks and workers live, the application needs Redis or RabbitMQ as its broker.
      </p>
    </EmptyState>
  );
}
