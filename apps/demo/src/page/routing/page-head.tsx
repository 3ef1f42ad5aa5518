import { type ReactNode, useEffect } from "react";

interface PageHeadProps {
  readonly title: string;
  /** Links that lead up from here. */
  readonly up?: ReactNode;
  readonly children?: ReactNode;
}

/** A page's heading, and its name in the browser. Moving to a page moves focus here. */
export function PageHead({ title, up, children }: PageHeadProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Lantern`;
  }, [title]);
  return (
    <div className="page-head">
      {up === undefined ? null : <p className="crumbs">{up}</p>}
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}
