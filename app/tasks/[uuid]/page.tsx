import { TaskDetailView } from "#components/tasks/detail/task-view.tsx";
import { Named } from "#components/ui/named.tsx";
import { decodeSegment } from "#lib/address.ts";

export const metadata = { title: "Task" };

export default async function TaskDetailPage({
  params,
}: {
  readonly params: Promise<{ readonly uuid: string }>;
}) {
  const uuid = decodeSegment((await params).uuid);
  return (
    <Named name={uuid}>
      <TaskDetailView uuid={uuid} />
    </Named>
  );
}
