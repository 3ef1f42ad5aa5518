import type { StreamContract } from "@waybill/sync/connector";
import type { ReactNode } from "react";
import { goTo } from "../routing/navigation.ts";
import { useSpeech } from "../words/speech.tsx";
import { streamName } from "../words/terms/terms.ts";
import { columns } from "./column.ts";
import { RecordsTable } from "./records-table.tsx";
import type { Trail } from "./trail.ts";
import { useRecordsPage } from "./use-records-page.ts";

interface RecordsListProps {
  readonly target: { readonly connection: string; readonly stream: string };
  readonly contract: StreamContract;
  /** Key of the last record of the page before the one that the address names. */
  readonly after: string | undefined;
}

/** A page of a stream's records, and the way to the pages beside it. */
export function RecordsList({ target, contract, after: asked }: RecordsListProps): ReactNode {
  const { words, terms } = useSpeech();
  const { state, records, after, trail, more, ...range } = useRecordsPage(target, asked);
  const name = streamName(terms, target.stream);
  if (records === undefined)
    return <p className="empty">{state === "loading" ? words.reading : words.recordsUnreadable}</p>;
  if (records.length === 0 && after === undefined) return <p className="empty">{words.noRecords(name)}</p>;
  // What is shown while another page is read is a page behind: nobody can go on from it.
  const isHere = state !== "loading";
  const show = (place: string | undefined, before: Trail): void => {
    goTo({ page: "records", id: target.connection, stream: target.stream, after: place }, { before });
  };
  return (
    <>
      <RecordsTable caption={name} target={target} columns={columns(contract, terms)} records={records} />
      <div className="panel-foot">
        <Range {...range} />
        <div>
          <PageButton
            name={words.previous}
            possible={isHere && after !== undefined}
            onPress={() => {
              show(trail.at(-1), trail.slice(0, -1));
            }}
          />
          <PageButton
            name={words.next}
            possible={isHere && more}
            onPress={() => {
              show(records.at(-1)?.key, [...trail, after]);
            }}
          />
        </div>
      </div>
    </>
  );
}

interface RangeProps {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly total: number | undefined;
}

/** Which of all records these are, as far as that is known. */
function Range({ first, last, total }: RangeProps): ReactNode {
  const { words, number } = useSpeech();
  if (first === undefined || last === undefined)
    return <span>{total === undefined ? "" : words.total(number(total))}</span>;
  const range = [number(first), number(last)] as const;
  return <span>{total === undefined ? words.range(...range) : words.rangeOf(...range, number(total))}</span>;
}

interface PageButtonProps {
  readonly name: string;
  readonly possible: boolean;
  readonly onPress: () => void;
}

/** Stays focusable at either end, so that focus is not lost. */
function PageButton({ name, possible, onPress }: PageButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="button"
      aria-disabled={!possible}
      onClick={() => {
        if (possible) onPress();
      }}
    >
      {name}
    </button>
  );
}
