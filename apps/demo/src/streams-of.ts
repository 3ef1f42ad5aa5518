import { type Connector, runnable } from "@waybill/sync/connector";

/** Streams that are synced: those that run by themselves. A list for each record of another one would take the limited vendor of a demo too long. */
export function streamsOf(connector: Connector): readonly string[] {
  return runnable(connector).run.filter((stream) => connector.streams[stream]?.parent === undefined);
}
