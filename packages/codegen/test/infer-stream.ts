import type { JsonObject, StreamContract } from "@waybill/sync/connector";
import { inferConnector, type StreamReport } from "../src/infer/infer-connector.ts";
import { listDocument, type ListSketch } from "./list-document.ts";

/** The streams of a document, by `METHOD /path`. */
export function streamsOf(document: JsonObject): Readonly<Record<string, StreamContract>> {
  const streams = Object.values(inferConnector(document).connector.streams);
  return Object.fromEntries(streams.map((stream) => [`${stream.list.method} ${stream.list.path}`, stream]));
}

/** The only stream of a sketch, with what was told about it. */
export function onlyStream(sketch: ListSketch): {
  readonly stream: StreamContract;
  readonly answers: StreamReport["answers"];
} {
  const { connector, report } = inferConnector(listDocument(sketch));
  const method = (sketch.method ?? "get").toUpperCase();
  const stream = Object.values(connector.streams).find(
    ({ list }) => list.path === (sketch.path ?? "/contacts") && list.method === method,
  );
  const told = report.streams.find(({ name }) => name === stream?.name);
  if (stream === undefined || told === undefined) throw new Error("The sketch was not seen as a list.");
  return { stream, answers: told.answers };
}

/** True where a sketch is seen as a list. */
export function isSeen(sketch: ListSketch): boolean {
  return Object.keys(inferConnector(listDocument(sketch)).connector.streams).length > 0;
}
