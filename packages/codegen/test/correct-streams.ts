import type { JsonObject } from "@waybill/sync/connector";
import type { Corrections } from "../src/config/config.ts";
import { applyCorrections } from "../src/correct/apply-corrections.ts";
import { inferConnector, type Inference } from "../src/infer/infer-connector.ts";
import { readModel } from "../src/infer/document/operation.ts";

/** What is told of a document with corrections of its streams, as a config would write them. */
export function correctStreams(document: JsonObject, streams: NonNullable<Corrections["streams"]>): Inference {
  return applyCorrections({
    inference: inferConnector(document),
    model: readModel(document),
    corrections: { streams },
    place: "waybill.config.ts",
  });
}
