"use client";
// The picture of one topic, kept up to date while the component is mounted.
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { printTopic, type Topic, type ViewOf } from "#lib/live/topics.ts";
import { useLive } from "./live-provider.tsx";
import { LOADING, type TopicState } from "./topic-entry.ts";

export interface UseTopicOptions {
  /** While a new topic of the same kind loads, go on showing the last one's picture (status says `loading`). */
  readonly keepPrevious?: boolean;
}

/** null watches nothing. Topics are compared by their printed form: an object made on the spot is fine. */
export function useTopic<T extends Topic>(
  topic: T | null,
  { keepPrevious = false }: UseTopicOptions = {},
): TopicState<ViewOf[T["kind"]]> {
  const live = useLive();
  const name = topic === null ? null : printTopic(topic);
  const subscribe = useCallback(
    (listener: () => void) => (name === null ? () => nothing() : live.watch(name, listener)),
    [live, name],
  );
  const read = useCallback(() => (name === null ? LOADING : live.read(name)), [live, name]);
  // The server answers a topic of a kind with the view of that kind; ViewOf says which.
  const state = useSyncExternalStore(subscribe, read, () => LOADING) as TopicState<ViewOf[T["kind"]]>;
  const last = useRef<{ readonly kind: string; readonly view: ViewOf[T["kind"]] } | null>(null);
  useEffect(() => {
    if (topic !== null && state.view !== null) last.current = { kind: topic.kind, view: state.view };
  });
  if (!keepPrevious || state.view !== null || topic === null || last.current?.kind !== topic.kind)
    return state;
  return { ...state, view: last.current.view };
}

function nothing(): void {
  // There is nothing to stop watching.
}
