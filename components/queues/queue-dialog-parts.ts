// The questions about a queue; each is fetched when it is first about to be asked (components/ui/part.ts).
import { createPart } from "../ui/part.ts";

export const PAUSE_DIALOG = createPart(() =>
  import("./queue-dialogs.tsx").then(({ PauseDialog }) => PauseDialog),
);

export const PURGE_DIALOG = createPart(() =>
  import("./queue-dialogs.tsx").then(({ PurgeDialog }) => PurgeDialog),
);
