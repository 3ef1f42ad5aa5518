import { readPointer } from "@waybill/sync/connector";
import type { RecordView } from "@waybill/sync/status";
import { type ReactNode, useMemo } from "react";
import { Link } from "../routing/link.tsx";
import { ScrollBox } from "../shell/scroll-box.tsx";
import { useSpeech } from "../words/speech.tsx";
import { type Cell, createCell } from "./cell.ts";
import type { Column } from "./column.ts";

interface RecordsTableProps {
  readonly target: Target;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly records: readonly RecordView[];
}

interface Target {
  readonly connection: string;
  readonly stream: string;
}

/** Records as rows, the title as the row's heading. */
export function RecordsTable({ target, caption, columns, records }: RecordsTableProps): ReactNode {
  const { words, locale } = useSpeech();
  const cell = useMemo(() => createCell({ locale, ...words }), [locale, words]);
  const aligned = columns.map((column) => ({ ...column, kind: kindOf(column, records) }));
  return (
    <ScrollBox label={caption}>
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
            <RecordRow key={record.key} target={target} record={record} columns={aligned} cell={cell} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface AlignedColumn extends Column {
  readonly kind: "number" | "text";
}

interface RecordRowProps {
  readonly target: Target;
  readonly record: RecordView;
  readonly columns: readonly AlignedColumn[];
  readonly cell: Cell;
}

function RecordRow({ target: { connection, stream }, record, columns, cell }: RecordRowProps): ReactNode {
  const [title, ...rest] = columns.map((column) => ({
    ...column,
    text: cell(readPointer(record.data, column.pointer), column.meaning),
  }));
  if (title === undefined) return null;
  return (
    <tr>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the link in it is its label */}
      <th scope="row">
        <Link to={{ page: "records", id: connection, stream, record: record.key }}>
          <bdi>{title.text === "" ? record.key : title.text}</bdi>
        </Link>
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
