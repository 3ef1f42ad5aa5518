export { csvLine } from "./csv.ts";
export type { CsvOptions } from "./csv.ts";
export { exportReceipts, exportReceiptsCsv } from "./export-receipts.ts";
export type { ReceiptExport } from "./export-receipts.ts";
export { exportCsv, exportJson } from "./export-records.ts";
export type { CsvExport, RecordExport } from "./export-records.ts";
