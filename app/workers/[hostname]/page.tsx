import type { Metadata } from "next";
import { Suspense } from "react";
import { Named } from "#components/ui/named.tsx";
import { WorkerView } from "#components/workers/detail/worker-view.tsx";
import { decodeSegment } from "#lib/address.ts";

interface Props {
  readonly params: Promise<{ readonly hostname: string }>;
}

/** Next hands over the segment as it stands in the URL: `celery%40web-1`. */
async function hostnameOf({ params }: Props): Promise<string> {
  return decodeSegment((await params).hostname);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await hostnameOf(props) };
}

export default async function WorkerPage(props: Props) {
  const hostname = await hostnameOf(props);
  return (
    <Suspense>
      <Named name={hostname}>
        <WorkerView hostname={hostname} />
      </Named>
    </Suspense>
  );
}
