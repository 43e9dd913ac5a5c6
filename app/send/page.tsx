import { SendView } from "#components/sending/send-view.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function SendPage() {
  return (
    <Place title={pages.send}>
      <SendView />
    </Place>
  );
}
