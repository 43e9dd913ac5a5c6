import type { Metadata } from "next";
import { Suspense } from "react";
import { QueueView } from "#components/queues/detail/queue-view.tsx";
import { Named } from "#components/ui/named.tsx";
import { decodeSegment } from "#lib/address.ts";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
}

/** Next hands over the segment as it stands in the URL: `high%2Fprio`. */
async function nameOf({ params }: Props): Promise<string> {
  return decodeSegment((await params).name);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function QueuePage(props: Props) {
  const name = await nameOf(props);
  return (
    <Suspense>
      <Named name={name}>
        <QueueView name={name} />
      </Named>
    </Suspense>
  );
}
