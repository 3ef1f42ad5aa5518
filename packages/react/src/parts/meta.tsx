import type { ReactElement } from "react";

/** Short facts in one line, with dots between them. */
export function Meta({
  part,
  facts,
  whole,
}: {
  readonly part: string;
  readonly facts: readonly string[];
  readonly whole?: boolean;
}): ReactElement | null {
  if (facts.length === 0) return null;
  return (
    <p className={whole === true ? "wb-meta wb-whole" : "wb-meta"} data-part={part}>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
