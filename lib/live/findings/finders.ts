// Everything that looks for trouble, in the order in which findings of the same level are shown.
import type { Finder } from "./finder.ts";
import { REACHED_BOUNDS } from "./of-bounds.ts";
import { GAPS } from "./of-gaps.ts";
import { NAMES } from "./of-names.ts";
import { OPTIONS } from "./of-options.ts";
import { QUEUES } from "./of-queues.ts";
import { SIGHT } from "./of-sight.ts";
import { CLOCKS, EVENTS_OFF, LOST, MUTE, TWINS } from "./of-workers.ts";

export const FINDERS: readonly Finder[] = [
  SIGHT,
  REACHED_BOUNDS,
  GAPS,
  OPTIONS,
  LOST,
  TWINS,
  EVENTS_OFF,
  MUTE,
  CLOCKS,
  QUEUES,
  NAMES,
];
