import { type ReactElement, type ReactNode, type Ref, useId } from "react";
import { Heading, type HeadingLevel } from "./heading.tsx";
import { type HostAttributes, type PartProps, renderPart } from "./part.tsx";
import { useRootAttributes } from "./root-attributes.ts";

export interface PanelProps<State> {
  /** `data-wb` */
  readonly widget: string;
  readonly className?: string | undefined;
  readonly title: ReactNode;
  readonly headingLevel: HeadingLevel | undefined;
  readonly busy: boolean;
  /** What `className`, `style` and `render` functions of the product see. */
  readonly state: State;
  /** `data-*` of the root. */
  readonly data: Readonly<Record<`data-${string}`, string | undefined>>;
  readonly given: PartProps<State> & HostAttributes;
  readonly rootRef: Ref<HTMLElement>;
  /** Under the title. */
  readonly under?: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** A card with a heading: a group, not a landmark, because five of those in a page help nobody. */
export function Panel<State>(props: PanelProps<State>): ReactElement {
  const {
    widget,
    className = "",
    title,
    headingLevel,
    busy,
    state,
    data,
    given,
    rootRef,
    under,
    aside,
    children,
  } = props;
  const titleId = useId();
  const own = {
    ...useRootAttributes(widget),
    role: "group",
    "aria-labelledby": titleId,
    "aria-busy": busy ? "true" : undefined,
    ...data,
  };
  const body = (
    <>
      <div className="wb-row" data-part="header">
        <div className="wb-grow">
          <Heading level={headingLevel} id={titleId}>
            {title}
          </Heading>
          {under}
        </div>
        {aside}
      </div>
      {children}
    </>
  );
  return renderPart({
    tag: "div",
    className: `wb wb-card ${className}`.trim(),
    state,
    own,
    given,
    rootRef,
    children: body,
  });
}
