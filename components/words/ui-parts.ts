// What the parts say that every page has, in parts that are loaded when they are opened.
import { formatCount } from "#lib/format/number.ts";

export const confirmDialog = {
  typeToConfirm: ["Type ", " to confirm"],
} as const;

export const select = {
  placeholder: "Choose",
} as const;

export const steps = {
  shownOf: (shown: number, all: number) => `Showing ${formatCount(shown)} of ${formatCount(all)}`,
} as const;

export const workerStatusBadge = {
  online: "Online",
  offline: "Offline",
  lost: "Lost",
} as const;
