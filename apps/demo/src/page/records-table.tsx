import { readPointer } from "@waybill/sync/connector";
import type { RecordView } from "@waybill/sync/status";
import type { ReactNode } from "react";
import { cell } from "./cell.ts";
import type { Column } from "./column.ts";

interface RecordsTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly records: readonly RecordView[];
}

/** Records as rows, the title as the row's heading. Scrolls sideways by itself on narrow screens, also by keyboard. */
export function RecordsTable({ caption, columns, records }: RecordsTableProps): ReactNode {
  const aligned = columns.map((column) => ({ ...column, kind: kindOf(column, records) }));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reachable without a mouse
    <section className="records-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {aligned.map((column) => (
              <th key={column.pointer} scope="col" data-kind={column.kind}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow key={record.key} record={record} columns={aligned} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AlignedColumn extends Column {
  readonly kind: "number" | "text";
}

function RecordRow({
  record,
  columns,
}: {
  readonly record: RecordView;
  readonly columns: readonly AlignedColumn[];
}): ReactNode {
  const [title, ...rest] = columns.map((column) => ({
    ...column,
    text: cell(readPointer(record.data, column.pointer), column.meaning),
  }));
  if (title === undefined) return null;
  return (
    <tr>
      <th scope="row" data-empty={title.text === ""}>
        <bdi>{title.text}</bdi>
      </th>
      {rest.map(({ pointer, kind, text }) => (
        <td key={pointer} data-empty={text === ""} data-kind={kind} title={text}>
          <bdi>{text}</bdi>
        </td>
      ))}
    </tr>
  );
}

/** Amounts line up at their end, with their heading; instants written as numbers are text. */
function kindOf({ pointer, meaning }: Column, records: readonly RecordView[]): AlignedColumn["kind"] {
  const amounts = meaning === "number" && records.some(({ data }) => typeof readPointer(data, pointer) === "number");
  return amounts ? "number" : "text";
}
