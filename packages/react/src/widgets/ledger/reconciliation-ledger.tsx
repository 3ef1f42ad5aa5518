import type { Ledger } from "@waybill/sync/status";
import { type ReactElement } from "react";
import { type LedgerDescription, describeLedger } from "../../describe/describe-ledger.ts";
import { listOfOne } from "../../hooks/given-list.ts";
import { givenRead } from "../../hooks/read-state.ts";
import { useDescribeContext } from "../../hooks/use-describe-context.ts";
import { useLedger } from "../../hooks/use-ledger.ts";
import type { PagedList } from "../../hooks/use-pages.ts";
import { type NameOf, useStreamName } from "../../hooks/use-stream-name.ts";
import { useSteady } from "../../hooks/use-steady.ts";
import * as ledgerTexts from "../../messages/english/ledger.ts";
import { Button } from "../../parts/button.tsx";
import type { HeadingLevel } from "../../parts/heading.tsx";
import { StatusIcon } from "../../parts/icon.tsx";
import { ListPlaceholder } from "../../parts/list-placeholder.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { HostAttributes, PartProps } from "../../parts/part.tsx";
import { PanelBoundary } from "../../parts/panel-boundary.tsx";
import { type Rooted, type Widget, widget } from "../../parts/widget.tsx";
import { useSay } from "../../hooks/use-say.ts";
import type { TargetInfo } from "../../settings.ts";
import { LedgerTable } from "./ledger-table.tsx";

/** What `className`, `style` and `render` functions see. */
export interface ReconciliationLedgerState {
  readonly state: "loading" | "ready" | "error";
  /** Both sides did, a day ago at most. Absent while nothing was compared. */
  readonly agrees?: boolean | undefined;
}

/** A live connection (connected), or its last comparison (presentational): undefined while it is read, null when none was made. */
export type LedgerSubject =
  | { readonly connection: string; readonly ledger?: undefined }
  | { readonly ledger: Ledger | null | undefined; readonly connection?: undefined };

export type ReconciliationLedgerProps = LedgerSubject &
  HostAttributes &
  PartProps<ReconciliationLedgerState> &
  Pick<TargetInfo, "names"> & {
    /** Default 3. */
    readonly headingLevel?: HeadingLevel | undefined;
    /** A comparison is under way: what is shown is the one before. */
    readonly comparing?: boolean | undefined;
    /** The last comparison did not finish: what is shown is the one before. */
    readonly failed?: boolean | undefined;
    /** What the product calls a stream. Default: `name` of the provider's `describe` for it, else its own. */
    readonly nameOf?: NameOf | undefined;
    /** Offers "Compare now". */
    readonly onCompare?: (() => void) | undefined;
  };

/** Do both sides agree? Counts here and there, differences in words, and when they were compared. */
export const ReconciliationLedger: Widget<ReconciliationLedgerProps> = widget(
  "ReconciliationLedger",
  PanelBoundary,
  (props) =>
    props.connection === undefined ? (
      <View {...props} list={listOfOne(givenRead(props.ledger))} />
    ) : (
      <LiveLedger {...props} />
    ),
);

function LiveLedger(props: Rooted<ReconciliationLedgerProps & { readonly connection: string }>): ReactElement {
  return <View {...props} list={listOfOne(useLedger(props.connection))} />;
}

function View(props: Rooted<ReconciliationLedgerProps> & { readonly list: PagedList<Ledger> }): ReactElement {
  const { connection, ledger: _, names, headingLevel, comparing = false, failed, nameOf, onCompare, ...rest } = props;
  const { list: read, rootRef, ...given } = rest;
  const list = useSteady(read, read.state === "loading");
  const say = useSay();
  const ofStream = useStreamName(nameOf);
  const [ledger] = list.items;
  const context = useDescribeContext(connection === undefined ? undefined : { connection }, { names });
  const description = ledger === undefined ? undefined : describeLedger(ledger, context);
  const agrees = description === undefined ? undefined : description.status === "synced";
  return (
    <Panel
      widget="ledger"
      title={say(ledgerTexts.title, {})}
      headingLevel={headingLevel}
      busy={list.state === "loading" || comparing}
      state={{ state: list.state, agrees }}
      data={{ "data-state": list.state, "data-status": description?.status }}
      given={given}
      rootRef={rootRef}
      aside={
        onCompare === undefined ? null : (
          <Button
            part="compare"
            label={say(ledgerTexts.compare, {})}
            busy={comparing}
            busyLabel={say(ledgerTexts.comparing, {})}
            onPress={onCompare}
          />
        )
      }
    >
      <ListPlaceholder list={list} texts={ledgerTexts.list} />
      {description === undefined ? null : (
        <>
          <Verdict description={description} note={failed === true ? say(ledgerTexts.failed, {}) : undefined} />
          <LedgerTable
            description={description}
            names={context.names}
            nameOf={(stream) => ofStream({ connection: connection ?? ledger?.connection, stream })}
          />
        </>
      )}
    </Panel>
  );
}

interface VerdictProps {
  readonly description: LedgerDescription;
  readonly note: string | undefined;
}

function Verdict({ description, note }: VerdictProps): ReactElement {
  const { status, tone, text, compared } = description;
  return (
    <div className="wb-body wb-lead" data-part="verdict" data-tone={tone}>
      <StatusIcon status={status} />
      <p className="wb-grow wb-num">
        {text} <span className="wb-muted">{[compared, note].filter(Boolean).join(" ")}</span>
      </p>
    </div>
  );
}
