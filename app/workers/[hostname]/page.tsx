import { NamedPlace } from "#components/shell/place.tsx";
import { WorkerView } from "#components/workers/detail/worker-view.tsx";
import { ANY_NAME } from "#lib/routes.ts";

export const generateStaticParams = () => [{ hostname: ANY_NAME }];

export default function WorkerPage() {
  return <NamedPlace as="hostname" view={WorkerView} />;
}
