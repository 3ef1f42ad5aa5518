import type { ReactNode } from "react";

interface ScrollBoxProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** What is too wide scrolls sideways by itself, so that the page does not; by keyboard too. */
export function ScrollBox({ label, children }: ScrollBoxProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark
    <div className="scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
