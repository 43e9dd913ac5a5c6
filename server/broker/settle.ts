// Two small promises that sessions keep: a loss is told once, and no farewell waits for a silent peer.

export interface Once {
  (error: unknown): void;
  /** Nothing is told from now on. */
  silence(): void;
}

/** Passes on the first error only. */
export function once(report: (error: unknown) => void): Once {
  let done = false;
  const fail = (error: unknown) => {
    if (done) return;
    done = true;
    report(error);
  };
  return Object.assign(fail, {
    silence: () => {
      done = true;
    },
  });
}

/** Resolves with the work, whatever becomes of it, or after that time. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}

/** The work's outcome, or a rejection with this text when it takes longer. */
export async function within<T>(ms: number, text: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(text)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
