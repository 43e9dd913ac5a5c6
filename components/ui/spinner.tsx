// Something small is under way.
import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

export function Spinner({ size = 13 }: { readonly size?: number }): ReactNode {
  return <LoaderCircle size={size} aria-hidden className="animate-spin" />;
}
