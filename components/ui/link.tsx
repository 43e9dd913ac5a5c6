"use client";
// The one link: takes a path of lib/routes and stays within the pages it was made on.
// biome-ignore lint/style/noRestrictedImports: here it is given the base path
import NextLink from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { useHref } from "./base-path.ts";

/** How a link looks in the midst of words, where its colour alone would not tell it from them. */
export const UNDERLINED =
  "underline decoration-1 decoration-current/40 underline-offset-2 hover:decoration-current";
export const IN_WORDS = `text-accent ${UNDERLINED}`;

export interface LinkProps extends Omit<ComponentProps<typeof NextLink>, "href"> {
  readonly href: string;
}

/** Of a task, a worker, a queue: many links to one page, whose data would be fetched for each. */
const NAMED = /^\/[^/?#]+\/[^?#]/;

export function Link({ href, ...rest }: LinkProps): ReactNode {
  const full = useHref();
  return <NextLink {...(NAMED.test(href) && { prefetch: false })} {...rest} href={full(href)} />;
}
