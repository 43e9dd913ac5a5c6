"use client";
// As useTopic, for what Umbel itself holds: batches.
import { useCallback, useSyncExternalStore } from "react";
import {
  type BatchesView,
  type BatchView,
  type LocalTopic,
  printLocalTopic,
} from "#lib/live/local-topics.ts";
import { useLive } from "./live-provider.tsx";
import { LOADING, type TopicState } from "./topic-entry.ts";

interface LocalViewOf {
  batches: BatchesView;
  batch: BatchView;
}

export function useLocalTopic<T extends LocalTopic>(topic: T): TopicState<LocalViewOf[T["kind"]]> {
  const live = useLive();
  const name = printLocalTopic(topic);
  const subscribe = useCallback((listener: () => void) => live.watch(name, listener), [live, name]);
  const read = useCallback(() => live.read(name), [live, name]);
  // The server answers a topic of a kind with the view of that kind.
  return useSyncExternalStore(subscribe, read, () => LOADING) as TopicState<LocalViewOf[T["kind"]]>;
}
