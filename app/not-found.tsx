// A path that leads nowhere, or to a cluster that is not watched.
import { NotFoundView } from "#components/shell/not-found-view.tsx";
import { Place } from "#components/shell/place.tsx";
import { notFound as words } from "#components/words/app.ts";

export default function NotFound() {
  return (
    <Place title={words.title}>
      <NotFoundView />
    </Place>
  );
}
