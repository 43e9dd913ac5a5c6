"use client";
// A component that is fetched when it is first drawn. A fetch that fails (the server is away, the browser offline) is tried
// again: the page stays as it is meanwhile, with the stand-in where the component will be.
import type { ComponentType, ReactNode } from "react";
import { createPart, usePart } from "./part.ts";

/** Not drawn on the server. */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  standIn: ReactNode = null,
): ComponentType<P> {
  const part = createPart(load);
  // biome-ignore lint/correctness/noComponentHookFactories: made once where a module is loaded, as with React.lazy
  return function Late(props: P): ReactNode {
    const Loaded = usePart(part, true);
    return Loaded === null ? standIn : <Loaded {...props} />;
  };
}
