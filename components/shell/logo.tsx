// The mark: an umbel, rays from one stem.
import type { ReactNode } from "react";

export function Logo({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 22 22"
      fill="none"
      stroke="var(--brand)"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M11 21V11M11 12.5 4 6.5M11 12.5l7-6M11 12 8 4.5M11 12l3-7.5" />
      <g fill="var(--brand)" stroke="none">
        <circle cx="3.8" cy="5.6" r="1.9" />
        <circle cx="8" cy="3.4" r="1.9" />
        <circle cx="14" cy="3.4" r="1.9" />
        <circle cx="18.2" cy="5.6" r="1.9" />
      </g>
    </svg>
  );
}
