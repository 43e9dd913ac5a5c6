import { RANGES } from "#lib/live/views.ts";
export default function Page() {
  return <p className="text-failure bg-surface shadow-card sm:p-3">{RANGES.join()}</p>;
}
