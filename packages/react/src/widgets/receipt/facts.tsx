import type { ReactElement, ReactNode } from "react";
import type { ReceiptFact } from "../../describe/describe-receipt.ts";

export interface FactsProps {
  readonly part: string;
  readonly label: string;
  readonly facts: readonly ReceiptFact[];
  readonly className: string;
  readonly children?: ReactNode;
}

/** Labels and values as pairs, so that each value is read with its label. */
export function Facts({ part, label, facts, className, children }: FactsProps): ReactElement {
  return (
    <dl className={className} data-part={part} aria-label={label}>
      {facts.map((fact) => (
        <div
          key={fact.name}
          data-part={fact.name}
          data-tone={fact.tone}
          data-zero={fact.zero === true ? "" : undefined}
        >
          <dt>{fact.label}</dt>
          <dd>
            <Value fact={fact} />
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}

function Value({ fact }: { readonly fact: ReceiptFact }): ReactElement {
  if (fact.time === undefined) return <bdi>{fact.value}</bdi>;
  return <time dateTime={new Date(fact.time).toISOString()}>{fact.value}</time>;
}
