import type { Connector, StreamContract } from "@waybill/sync/connector";
import type { Model } from "../infer/document/operation.ts";
import { ConfigError } from "../config/config-error.ts";
import { isOperationName, operationName } from "../infer/document/operation-name.ts";
import { suggest } from "../config/nearest.ts";

/** What a config's key names: a stream of the connector, by its name or by its operation. */
export function findStream(key: string, connector: Connector): StreamContract | undefined {
  const streams = Object.values(connector.streams);
  return isOperationName(key)
    ? streams.find(({ list }) => operationName(list) === key)
    : streams.find(({ name }) => name === key);
}

/** Why a key names no stream, with what is most like it. */
export function unknownStream(key: string, { connector, model, place }: StreamSearch): ConfigError {
  const operations = model.operations.map(operationName);
  if (operations.includes(key))
    return new ConfigError(
      `${place}: "${key}" answers with no array of records as the document has it, so it is no stream.`,
      "Give its answer a schema by an overlay, or take it out of the config.",
    );
  const streams = Object.values(connector.streams);
  const known = isOperationName(key) ? streams.map(({ list }) => operationName(list)) : streams.map(({ name }) => name);
  const next = suggest(key, [...known, ...(isOperationName(key) ? operations : [])]);
  return new ConfigError(`${place}: the document has no stream "${key}".`, next || "Take it out of the config.");
}

export interface StreamSearch {
  readonly connector: Connector;
  readonly model: Model;
  /** Where in the config, for messages. */
  readonly place: string;
}
