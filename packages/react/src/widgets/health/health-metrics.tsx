import { type ReactElement, useId } from "react";
import type { HealthMetric } from "../../describe/describe-health.ts";

/** Each number with its name before it and its meaning after it. */
export function HealthMetrics({ metrics }: { readonly metrics: readonly HealthMetric[] }): ReactElement {
  return (
    <dl className="wb-metrics" data-part="metrics">
      {metrics.map((metric) => (
        <Metric key={metric.name} metric={metric} />
      ))}
    </dl>
  );
}

function Metric({ metric }: { readonly metric: HealthMetric }): ReactElement {
  const { name, label, value, sentence, fraction } = metric;
  const labelId = useId();
  return (
    <div data-part={name}>
      <dt className="wb-muted" id={labelId}>
        {label}
      </dt>
      <dd className="wb-metric wb-num">
        {fraction === undefined ? (
          <span>{value}</span>
        ) : (
          <span
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native meter shows a bar of its own beside the number
            role="meter"
            aria-labelledby={labelId}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.floor(fraction * 100)}
            aria-valuetext={sentence}
          >
            {value}
          </span>
        )}
      </dd>
      <dd className="wb-hint">{sentence}</dd>
    </div>
  );
}
