import { NamedPlace } from "#components/shell/place.tsx";
import { TaskDetailView } from "#components/tasks/detail/task-view.tsx";
import { pages } from "#components/words/shared.ts";
import { ANY_NAME } from "#lib/routes.ts";

export const generateStaticParams = () => [{ uuid: ANY_NAME }];

export default function TaskDetailPage() {
  return <NamedPlace as="uuid" view={TaskDetailView} title={pages.task} />;
}
