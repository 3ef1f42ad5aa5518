import { generate, type GenerateResult } from "../generate.ts";
import type { DocumentIo } from "../load/read/io.ts";
import type { ConfiguredConnector } from "./configured-connector.ts";
import { isExplained } from "./explained.ts";
import { recordingIo } from "./recording-io.ts";

/** What came of one connector. `inputs` are the files whose change may change it. */
export type ConnectorOutcome = { readonly name: string; readonly inputs: ReadonlySet<string> } & (
  | { readonly kind: "generated"; readonly result: GenerateResult }
  | { readonly kind: "refused"; readonly error: Error }
);

/** Generates one connector. What its document or its corrections are refused for is an outcome; the other connectors go on. */
export async function generateConnector(
  { name, options }: ConfiguredConnector,
  { write, io }: { readonly write: boolean; readonly io?: DocumentIo | undefined },
): Promise<ConnectorOutcome> {
  const recording = recordingIo(io);
  const inputs = recording.asked;
  try {
    return { name, inputs, kind: "generated", result: await generate({ ...options, write, io: recording.io }) };
  } catch (error) {
    if (!isExplained(error)) throw error;
    return { name, inputs, kind: "refused", error };
  }
}
