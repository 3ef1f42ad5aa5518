import { type ReactElement, type ReactNode, createElement } from "react";

/** Depth of a widget's heading in the page's outline. Default 3. */
export type HeadingLevel = 2 | 3 | 4 | 5 | 6;

export interface HeadingProps {
  readonly level: HeadingLevel | undefined;
  readonly id: string;
  readonly children: ReactNode;
}

export function Heading({ level, id, children }: HeadingProps): ReactElement {
  return createElement(`h${level ?? 3}`, { className: "wb-title", "data-part": "title", id }, children);
}
