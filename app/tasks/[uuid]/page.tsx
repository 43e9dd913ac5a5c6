import { TaskDetailView } from "#components/tasks/detail/task-view.tsx";
import { decodeSegment } from "#lib/address.ts";

export const metadata = { title: "Task" };

export default async function TaskDetailPage({
  params,
}: {
  readonly params: Promise<{ readonly uuid: string }>;
}) {
  const { uuid } = await params;
  return <TaskDetailView uuid={decodeSegment(uuid)} />;
}
