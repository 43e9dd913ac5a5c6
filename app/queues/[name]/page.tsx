import { QueueView } from "#components/queues/detail/queue-view.tsx";
import { NamedPlace } from "#components/shell/place.tsx";
import { ANY_NAME } from "#lib/routes.ts";

export const generateStaticParams = () => [{ name: ANY_NAME }];

export default function QueuePage() {
  return <NamedPlace as="name" view={QueueView} />;
}
