import { BatchView } from "#components/batches/batch-view.tsx";
import { NamedPlace } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";
import { ANY_NAME } from "#lib/routes.ts";

export const generateStaticParams = () => [{ id: ANY_NAME }];

export default function BatchPage() {
  return <NamedPlace as="id" view={BatchView} title={pages.batch} />;
}
