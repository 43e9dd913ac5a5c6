// Why a page is empty on a broker that carries tasks and nothing else, and what can be seen and done all the same.
import { Radio } from "lucide-react";
import type { ReactNode } from "react";
import { tasksOnly as words } from "../words/ui.ts";
import { EmptyState } from "./empty-state.tsx";

const ABOUT = {
  cluster: [words.neither, words.neitherMeans],
  tasks: [words.noTasks, words.noTasksMeans],
  workers: [words.noWorkers, words.noWorkersMeans],
} as const;

export function TasksOnly({ about }: { readonly about: keyof typeof ABOUT }): ReactNode {
  const [title, instead] = ABOUT[about];
  return (
    <EmptyState icon={<Radio size={22} aria-hidden />} title={title}>
      <p>{words.whySqs(instead)}</p>
      <p className="mt-2">{words.whatElse}</p>
    </EmptyState>
  );
}
