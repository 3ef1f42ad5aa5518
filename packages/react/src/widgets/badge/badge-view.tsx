import type { ReactElement, Ref } from "react";
import type { Glance } from "../../describe/glance.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import { StatusIcon } from "../../parts/icon.tsx";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import type { TargetInfo } from "../../settings.ts";
import { type Subject, withoutSubject } from "../subject.ts";
import type { chipAndLine } from "./chip-and-line.tsx";

/** What `className`, `style` and `render` functions see. */
export type SyncStatusBadgeState = Omit<Glance, "label">;

export type StatusBadgeProps = Subject &
  HostAttributes &
  PartProps<SyncStatusBadgeState> &
  TargetInfo & {
    /** `md` (default) is 24 px high, `sm` 20 px. */
    readonly size?: "sm" | "md" | undefined;
  };

export interface BadgeText {
  readonly glance: Glance;
  /** The line that says what happens next. */
  readonly line?: string | undefined;
}

export type BadgeViewProps = StatusBadgeProps & {
  readonly rootRef: Ref<HTMLElement>;
  readonly shown: BadgeText;
  /** Puts chip and line beside each other. Default: the line is not shown. */
  readonly layout?: typeof chipAndLine | undefined;
};

export function BadgeView(props: BadgeViewProps): ReactElement {
  const { size, rootRef, shown, layout, ...given } = withoutSubject(props);
  const { glance, line } = useSteady(shown, shown.glance.status === "loading");
  const { label, ...state } = glance;
  const own = {
    ...useRootAttributes("badge"),
    "data-status": state.status,
    "data-tone": state.tone,
    "data-size": size ?? "md",
    "data-stale": state.overdue ? "" : undefined,
    "data-observed": state.old ? "old" : undefined,
  };
  const chip = (
    <>
      <StatusIcon {...state} />
      <span data-part="label">{label}</span>
    </>
  );
  const both = layout?.(chip, line);
  const [className, children] = both === undefined ? ["wb wb-badge", chip] : ["wb wb-status", both];
  return renderPart({ tag: "span", className, state, own, given, rootRef, children });
}
