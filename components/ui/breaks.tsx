// A name that may be too long for its line breaks where its parts meet, and within a word only where nothing else helps.
import { Fragment, type ReactNode } from "react";

/** Here a line may break where lines may break at all. `<wbr>` breaks them also where nothing may wrap. */
export function Break(): ReactNode {
  return <span className="may-break" />;
}

export function Breaks({ text }: { readonly text: string }): ReactNode {
  const parts = text.split(/(?<=[._@:/-])(?=[^._@:/-])/);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other key
    <Fragment key={index}>
      {index > 0 && <Break />}
      {part}
    </Fragment>
  ));
}
