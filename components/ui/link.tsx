"use client";
// The one link: takes a path of lib/routes and stays within the pages it was made on.
// biome-ignore lint/style/noRestrictedImports: here it is given the base path
import NextLink from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { useHref } from "./base-path.ts";

export interface LinkProps extends Omit<ComponentProps<typeof NextLink>, "href"> {
  readonly href: string;
}

export function Link({ href, ...rest }: LinkProps): ReactNode {
  const full = useHref();
  return <NextLink {...rest} href={full(href)} />;
}
