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
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reachable without a mouse
    <section className="records-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.pointer} scope="col">
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow key={record.key} record={record} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RecordRow({
  record,
  columns,
}: {
  readonly record: RecordView;
  readonly columns: readonly Column[];
}): ReactNode {
  const [title, ...rest] = columns.map((column) => {
    const value = readPointer(record.data, column.pointer);
    return { column, text: cell(value, column.meaning), kind: typeof value };
  });
  if (title === undefined) return null;
  return (
    <tr>
      <th scope="row">
        <bdi>{title.text}</bdi>
      </th>
      {rest.map(({ column, text, kind }) => (
        <td key={column.pointer} data-empty={text === ""} data-kind={kind} title={text}>
          <bdi>{text}</bdi>
        </td>
      ))}
    </tr>
  );
}
