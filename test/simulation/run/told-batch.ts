import type { Batch } from "@waybill/sync/store";

/** A commit in a line, for a trace. */
export function toldBatch(batch: Batch): string {
  const { stream = "", put, remove, quarantine, receipt, tokens } = batch;
  const parts = [
    stream,
    ...(tokens === undefined ? [] : ["tokens"]),
    ...toldLease(batch),
    ...toldCheckpoint(batch),
    ...(put === undefined ? [] : [`+${put.length}`]),
    ...(remove === undefined ? [] : [`-${remove.length}`]),
    ...(quarantine === undefined ? [] : [`aside +${quarantine.put.length} -${quarantine.remove.length}`]),
    ...(receipt === undefined ? [] : [JSON.stringify(receipt)]),
  ];
  return parts.join(" · ");
}

function toldLease({ lease }: Batch): readonly string[] {
  return lease === undefined
    ? []
    : [`lease ${lease.token}.${lease.heartbeat}${lease.owner === "" ? " given back" : ""}`];
}

function toldCheckpoint({ checkpoint }: Batch): readonly string[] {
  if (checkpoint === undefined) return [];
  const { version, watermark, blocker, run } = checkpoint;
  const head = `v${version} watermark ${watermark?.value} ${blocker ?? ""}`;
  if (run === undefined) return [head];
  const { mode, id, position, failure } = run;
  return [
    head,
    `${mode} ${id.slice(0, 4)} page ${position.page} ${JSON.stringify(position.next)} ${failure?.code ?? ""}`,
  ];
}
