import { SendView } from "#components/sending/send-view.tsx";
import { FirstHead } from "#components/shell/first-head.tsx";
import { Place } from "#components/shell/place.tsx";
import { pages } from "#components/words/shared.ts";

export default function SendPage() {
  return (
    <Place title={pages.send} first={<FirstHead title={pages.send} />}>
      <SendView />
    </Place>
  );
}
