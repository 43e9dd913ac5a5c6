import { SendView } from "#components/sending/send-view.tsx";
import { Place } from "#components/shell/place.tsx";

export default function SendPage() {
  return (
    <Place title="Send a task">
      <SendView />
    </Place>
  );
}
