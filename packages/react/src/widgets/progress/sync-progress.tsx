import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";
import { type ReactElement, useId, useState } from "react";
import { type ProgressDescription, describeProgress } from "../../describe/describe-progress.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useSyncProgress } from "../../hooks/use-sync-progress.ts";
import { type HostAttributes, type PartProps, renderPart } from "../../parts/part.tsx";
import { useRootAttributes } from "../../parts/root-attributes.ts";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import type { TargetInfo } from "../../settings.ts";
import { type Subject, withoutSubject } from "../subject.ts";

/** What `className`, `style` and `render` functions see. */
export interface SyncProgressState {
  /** False while the total is unknown. */
  readonly determinate: boolean;
  readonly stalled: boolean;
}

export type SyncProgressProps = Subject & HostAttributes & PartProps<SyncProgressState> & TargetInfo;

/** A running sync. Renders nothing while none runs: a failed or finished one has no bar. */
export const SyncProgress: Widget<SyncProgressProps> = widget("SyncProgress", PanelBoundary, (props) =>
  props.target === undefined ? <GivenProgress {...props} /> : <LiveProgress {...props} />,
);

function LiveProgress(props: Rooted<SyncProgressProps & { readonly target: StatusTarget }>): ReactElement | null {
  const progress = useSyncProgress(props.target, props);
  return progress === undefined ? null : <ProgressView {...withoutSubject(props)} progress={progress} />;
}

function GivenProgress(
  props: Rooted<SyncProgressProps & { readonly snapshot: SyncSnapshot | undefined }>,
): ReactElement | null {
  const context = useDescribeContext(props.snapshot, props);
  const progress = props.snapshot === undefined ? undefined : describeProgress(props.snapshot, context);
  return progress === undefined ? null : <ProgressView {...withoutSubject(props)} progress={progress} />;
}

type ViewProps = Rooted<HostAttributes & PartProps<SyncProgressState>> & { readonly progress: ProgressDescription };

function ProgressView({ progress, rootRef, ...given }: ViewProps): ReactElement {
  const state = { determinate: progress.fraction !== undefined, stalled: progress.stalled };
  const own = {
    ...useRootAttributes("progress"),
    "data-status": "syncing",
    "data-stalled": progress.stalled ? "" : undefined,
  };
  const children = <ProgressBar progress={progress} />;
  return renderPart({ tag: "div", className: "wb wb-progress", state, own, given, rootRef, children });
}

interface ProgressBarProps {
  readonly progress: ProgressDescription;
  /** Whether it is said elsewhere what holds the sync up, or how old this is, so that no hint says it once more. Default: false. */
  readonly noticed?: boolean;
}

/** Bar, name, counts and hint, without a root of their own. */
export function ProgressBar({ progress, noticed }: ProgressBarProps): ReactElement {
  const titleId = useId();
  const fraction = useMonotone(progress.run, progress.fraction);
  const { value } = progress;
  return (
    <>
      <div className="wb-progress-line">
        <span className="wb-progress-title" data-part="title" id={titleId}>
          {progress.title}
        </span>
        <span className="wb-muted wb-num" data-part="counts">
          {progress.text}
        </span>
      </div>
      <div
        className="wb-bar"
        data-part="bar"
        data-tone={progress.old ? "neutral" : "info"}
        data-indeterminate={progress.fraction === undefined ? "" : undefined}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native bar cannot be styled alike in all browsers
        role="progressbar"
        aria-labelledby={titleId}
        aria-valuemin={value === undefined ? undefined : 0}
        aria-valuemax={value?.max}
        aria-valuenow={value === undefined || fraction === undefined ? undefined : Math.round(fraction * value.max)}
        aria-valuetext={progress.valueText}
      >
        {/* A width attribute, not a style: a strict content security policy drops inline styles of server HTML. */}
        <svg aria-hidden="true" width="100%" height="6">
          <rect width={widthOf(fraction)} height="6" rx="3" />
        </svg>
      </div>
      {noticed === true ? null : (
        <p className="wb-hint" data-part="hint">
          {progress.hint}
        </p>
      )}
    </>
  );
}

/** No width would be true: the whole track glows. */
const indeterminateWidth = "100%";

function widthOf(fraction: number | undefined): string {
  return fraction === undefined ? indeterminateWidth : `${Math.round(fraction * 1000) / 10}%`;
}

/** Within one run a bar never goes back: when the total grows, the width stays and the text changes. When it is known no more, the width stays and glows as one that tells nothing. */
function useMonotone(run: string | undefined, fraction: number | undefined): number | undefined {
  const [best, setBest] = useState({ run, fraction });
  if (best.run !== run || (fraction ?? 0) > (best.fraction ?? 0)) {
    const next = { run, fraction };
    setBest(next);
    return fraction;
  }
  return best.fraction;
}
