import type { ReactElement } from "react";

/** A status, and beside it what happens next. */
export function chipAndLine(chip: ReactElement, line: string): ReactElement {
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
