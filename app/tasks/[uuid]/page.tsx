import { TaskDetailView } from "#components/tasks/detail/task-view.tsx";

export const metadata = { title: "Task" };

export default async function TaskDetailPage({
  params,
}: {
  readonly params: Promise<{ readonly uuid: string }>;
}) {
  const { uuid } = await params;
  return <TaskDetailView uuid={decoded(uuid)} />;
}

/** A uuid may be any text; one that is not well encoded is taken as it stands. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
