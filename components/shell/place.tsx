"use client";
// What each page of app/ puts on its address: the document's title, and the view, which reads the rest of the address and is
// therefore drawn in the browser.
import { usePathname } from "next/navigation";
import { type ComponentType, createElement, type ReactNode, Suspense } from "react";
import { decodeSegment } from "#lib/address.ts";
import { titleOf } from "#lib/routes.ts";
import { useClusterName } from "./clusters.ts";
import { useShown } from "./shown.ts";

export interface PlaceProps {
  /** null: of Umbel itself. */
  readonly title: string | null;
  /** What is there from the first paint on. */
  readonly first?: ReactNode;
  readonly children: ReactNode;
}

export function Place({ title, first = null, children }: PlaceProps): ReactNode {
  const cluster = useClusterName();
  return (
    <>
      <title>{titleOf(title, cluster)}</title>
      <Suspense fallback={first}>{children}</Suspense>
    </>
  );
}

export interface NamedPlaceProps<Name extends string> {
  /** What the view calls the name that stands at the end of the address. */
  readonly as: Name;
  readonly view: ComponentType<Readonly<Record<Name, string>>>;
  /** Instead of the name. */
  readonly title?: string;
}

/** One page for all names: it is built without one. */
export function NamedPlace<Name extends string>({ as, view, title }: NamedPlaceProps<Name>): ReactNode {
  const segment = usePathname().split("/").at(-1) ?? "";
  const name = useShown() === null ? null : decodeSegment(segment);
  // Cast: a computed key is a string to the compiler.
  const props = { [as]: name } as Readonly<Record<Name, string>>;
  return <Place title={title ?? name}>{name === null ? null : createElement(view, props)}</Place>;
}
