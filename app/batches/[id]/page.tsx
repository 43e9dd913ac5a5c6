import { Suspense } from "react";
import { BatchView } from "#components/batches/batch-view.tsx";

export const metadata = { title: "Batch" };

export default async function BatchPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <BatchView id={id} />
    </Suspense>
  );
}
