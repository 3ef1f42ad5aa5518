import type { Connector } from "@waybill/sync/connector";
import type { DeclaredShape } from "@waybill/sync/drift";
import type { Setup } from "../../setup.ts";

/** What a build of this page knows of one vendor. */
export interface Vendor {
  readonly connector: Connector;
  /** What the document promises of each stream's records. */
  readonly shape: Readonly<Record<string, DeclaredShape>>;
  readonly setup: Setup;
}

/** The promises of all vendors, by stream. A name that two of them use is left out: nobody could say whose promise it is. */
export function shapesOf(vendors: readonly Pick<Vendor, "shape">[]): Vendor["shape"] {
  const promises = vendors.flatMap(({ shape }) => Object.entries(shape));
  const names = promises.map(([stream]) => stream);
  return Object.fromEntries(promises.filter(([stream]) => names.indexOf(stream) === names.lastIndexOf(stream)));
}
