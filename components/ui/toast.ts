"use client";
// Short-lived answers. What draws them is fetched after a page's first drawing; answers that come sooner wait for it.
import type { ExternalToast, toast as sonner } from "sonner";

type Tone = "success" | "warning" | "error" | "loading";
type Drawer = Pick<typeof sonner, Tone>;
export type ToastId = string | number;

/** Of those that came before anything could draw them; more are not on the screen at once either. */
const MAX_WAITING = 4;

let drawer: Drawer | null = null;
let waiting: ((drawer: Drawer) => void)[] = [];
let count = 0;

/** Each answers its id; the same `id` replaces what is shown. */
export const toast = {
  success: show("success"),
  warning: show("warning"),
  error: show("error"),
  loading: show("loading"),
};

/** From now on `by` draws them, those that waited first. */
export function drawToasts(by: Drawer): void {
  drawer = by;
  const came = waiting;
  waiting = [];
  for (const draw of came) draw(by);
}

function show(tone: Tone) {
  return (title: string, options: ExternalToast = {}): ToastId => {
    count += 1;
    const id = options.id ?? `answer ${count}`;
    const draw = (by: Drawer) => void by[tone](title, { ...options, id });
    if (drawer !== null) draw(drawer);
    else waiting = [...waiting, draw].slice(-MAX_WAITING);
    return id;
  };
}
