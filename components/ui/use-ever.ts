// Whether something has been so at any time: what has been opened stays, so that closing can be drawn.
import { useState } from "react";

export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
