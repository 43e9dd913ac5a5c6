// Why a page is empty on a broker that carries tasks and nothing else, and what can be seen and done all the same.
import { Radio } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state.tsx";

const ABOUT = {
  cluster: [
    "This broker tells nothing of workers and their tasks",
    "Its queues are below, counted every few seconds.",
  ],
  tasks: [
    "This broker tells nothing of tasks",
    "Umbel counts what waits in the queues, but nobody tells it which tasks start, succeed or fail.",
  ],
  workers: [
    "This broker tells nothing of workers",
    "They run unseen: their logs, and the queues that get shorter, are all that shows them.",
  ],
} as const;

export function TasksOnly({ about }: { readonly about: keyof typeof ABOUT }): ReactNode {
  const [title, instead] = ABOUT[about];
  return (
    <EmptyState icon={<Radio size={22} aria-hidden />} title={title}>
      <p>
        Amazon SQS carries tasks and nothing else: a message there goes to one receiver, never to everybody.
        So Celery sends no events over it, and workers cannot be asked or told anything. No setting of theirs
        changes that. {instead}
      </p>
      <p className="mt-2">
        To see tasks and workers live, the application needs Redis or RabbitMQ as its broker.
      </p>
    </EmptyState>
  );
}
