// A page's heading as it was built, until the view that reads the address stands in its place.
import type { ReactNode } from "react";
import { Page, PageHead } from "../ui/page.tsx";

export interface FirstHeadProps {
  readonly title: string;
  /** Of a view that lays itself out. */
  readonly className?: string;
  readonly children?: ReactNode;
}

export function FirstHead({ title, className, children }: FirstHeadProps): ReactNode {
  const head = <PageHead title={title} />;
  if (className !== undefined) return <div className={className}>{head}</div>;
  return (
    <Page>
      {head}
      {children}
    </Page>
  );
}
