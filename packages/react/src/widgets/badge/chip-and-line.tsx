import type { ReactElement } from "react";

/** A status, and beside it what happens next; undefined where there is nothing more to say. */
export function chipAndLine(chip: ReactElement, line: string | undefined): ReactElement | undefined {
  if (line === undefined) return undefined;
  return (
    <>
      <span className="wb-badge" data-part="chip">
        {chip}
      </span>
      <span className="wb-muted" data-part="detail">
        {line}
      </span>
    </>
  );
}
