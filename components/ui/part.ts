"use client";
// Code that is fetched when somebody is about to use it (menus, dialogs, hints, schemas), so that a page's first load does
// not carry it. Once it is here, all who use it have it at once. A fetch that fails (the server is away) is tried again
// for as long as the part is wanted; nothing breaks meanwhile.
import { useEffect, useState } from "react";

const RETRY_MS = 2_000;

export interface Part<T> {
  /** null until it has arrived. */
  readonly current: () => T | null;
  /** Asked for twice, fetched once; after a failure it may be asked for again. */
  readonly fetch: () => Promise<T>;
}

export function createPart<T>(load: () => Promise<T>): Part<T> {
  let here: T | null = null;
  let coming: Promise<T> | null = null;
  const fetch = async (): Promise<T> => {
    try {
      here = await load();
      return here;
    } finally {
      coming = null;
    }
  };
  return {
    current: () => here,
    fetch: () => {
      if (here !== null) return Promise.resolve(here);
      coming ??= fetch();
      return coming;
    },
  };
}

/** The part, or null while it is not wanted or has not arrived; draws again when it arrives. */
export function usePart<T>(part: Part<T>, wanted: boolean): T | null {
  const [, setTries] = useState(0);
  const missing = wanted && part.current() === null;
  useEffect(() => {
    if (!missing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let live = true;
    const redraw = (): void => setTries((tries) => tries + 1);
    const attempt = (): void => {
      part.fetch().then(
        () => live && redraw(),
        () => {
          if (live) timer = setTimeout(attempt, RETRY_MS);
        },
      );
    };
    attempt();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [part, missing]);
  return wanted ? part.current() : null;
}

/** Fetches ahead of the click (on hover, on focus); that it fails is no news until it is wanted. */
export function prefetch(part: Part<unknown>): void {
  part.fetch().catch(() => undefined);
}
