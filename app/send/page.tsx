import { Suspense } from "react";
import { SendView } from "#components/sending/send-view.tsx";

export const metadata = { title: "Send a task" };

export default function SendPage() {
  return (
    <Suspense>
      <SendView />
    </Suspense>
  );
}
