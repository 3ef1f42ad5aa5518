import type { ReactElement } from "react";
import type { LedgerDescription } from "../../describe/describe-ledger.ts";
import type { SyncNames } from "../../describe/wording.ts";
import * as ledgerTexts from "../../messages/english/ledger.ts";
import * as nounTexts from "../../messages/english/noun.ts";
import { useSay } from "../../hooks/use-say.ts";

export interface LedgerTableProps {
  readonly description: LedgerDescription;
  readonly names: SyncNames | undefined;
  readonly nameOf: (stream: string) => string;
}

/** A real table in a place of its own that scrolls, so that a narrow page does not. */
export function LedgerTable({ description, names, nameOf }: LedgerTableProps): ReactElement {
  const say = useSay();
  const service = names?.service ?? say(nounTexts.service, {});
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark
    <div className="wb-scroll" role="group" aria-label={say(ledgerTexts.title, {})} tabIndex={0} data-part="table">
      <table className="wb-table wb-num">
        <caption className="wb-sr">{say(ledgerTexts.title, {})}</caption>
        <thead className="wb-muted">
          <tr>
            <th scope="col">{say(ledgerTexts.stream, {})}</th>
            <th scope="col">{say(ledgerTexts.here, {})}</th>
            <th scope="col">{say(ledgerTexts.there, { service })}</th>
            <th scope="col">{say(ledgerTexts.difference, {})}</th>
          </tr>
        </thead>
        <tbody>
          {description.rows.map((row) => (
            <tr key={row.stream} data-part="row" data-agrees={row.agrees}>
              <th scope="row">
                <bdi>{nameOf(row.stream)}</bdi>
              </th>
              <td>{row.here}</td>
              <td>{row.there}</td>
              <td>{row.differences.join(" · ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
