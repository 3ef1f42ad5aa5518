import type { ReactElement } from "react";
import type { HealthDescription, HealthRun } from "../../describe/describe-health.ts";
import type { Tone } from "../../describe/tone.ts";
import * as healthTexts from "../../messages/english/health.ts";
import * as ledgerTexts from "../../messages/english/ledger.ts";
import { useSay } from "../../hooks/use-say.ts";

/** Full, half, empty: told apart without colour. */
const heights: Readonly<Record<HealthRun["outcome"], number>> = { complete: 20, partial: 11, failed: 3 };
const tones: Readonly<Record<HealthRun["outcome"], Tone>> = {
  complete: "success",
  partial: "warning",
  failed: "danger",
};
const cellWidth = 8;

/** Every run as a bar, oldest first, with the same as a table behind a disclosure. */
export function RunStrip({ description }: { readonly description: HealthDescription }): ReactElement {
  const say = useSay();
  const { runs, summary, strip } = description;
  const several = runs.some(({ of }) => of !== undefined);
  return (
    <div className="wb-body" data-part="strip">
      <svg
        className="wb-strip"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn from data, without a file
        role="img"
        aria-label={strip}
        viewBox={`0 0 ${runs.length * cellWidth} 20`}
        width={runs.length * cellWidth}
        height="20"
      >
        {runs.map((run, i) => (
          <rect
            key={run.receipt}
            data-outcome={run.outcome}
            data-tone={tones[run.outcome]}
            x={i * cellWidth}
            y={20 - heights[run.outcome]}
            width={cellWidth - 2}
            height={heights[run.outcome]}
            rx="1"
          />
        ))}
      </svg>
      <details>
        <summary className="wb-hint">{say(healthTexts.table, {})}</summary>
        <table className="wb-table wb-num">
          <caption className="wb-sr">{summary}</caption>
          <thead className="wb-muted">
            <tr>
              {several ? <th scope="col">{say(ledgerTexts.stream, {})}</th> : null}
              <th scope="col">{say(healthTexts.finished, {})}</th>
              <th scope="col">{say(healthTexts.result, {})}</th>
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map((run) => (
              <tr key={run.receipt}>
                {several ? (
                  <th scope="row">
                    <bdi>{run.of}</bdi>
                  </th>
                ) : null}
                <td>{run.finished}</td>
                <td>{run.result}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
