export { contractHash } from "./contract-hash.ts";
export { contractVersion } from "./contract.ts";
export type {
  AuthScheme,
  ConcurrencyControl,
  Connector,
  Deletes,
  Display,
  IdempotencySupport,
  Identity,
  Incremental,
  ListOperation,
  ParentRef,
  RateLimits,
  RecordOperations,
  StreamContract,
  SyncToken,
} from "./contract.ts";
export { defineConnector } from "./define-connector.ts";
export type { ConnectorOf } from "./define-connector.ts";
export type { Json, JsonArray, JsonObject } from "./json.ts";
export type { FieldMapping, InstantFormat, Mapping } from "./mapping.ts";
export type { EndSignal, PageSize, Pagination, PaginationStyle } from "./pagination.ts";
export { parameterPlace } from "./parameter.ts";
export type { ParameterPlace } from "./parameter.ts";
export { isJsonArray, isJsonObject, pointerSegments, pointerTo, readPointer, writePointer } from "./pointer.ts";
export { parentParameterRef, parentParameters } from "./parent-parameters.ts";
export type { ParameterRef, Pointer, ResponseRef } from "./refs.ts";
export { buildRequest } from "./request.ts";
export type { BuiltRequest, ParameterValues, RequestParts } from "./request.ts";
export { runnable } from "./runnable.ts";
export type { Runnable, SkippedStream } from "./runnable.ts";
export type { ConnectorRuntime, RecordSchema, StreamRuntime } from "./runtime.ts";
export type { Problem } from "./shape.ts";
export type { AnswerOf, KeyOf, OperationOf, ParameterRefOf } from "./typed-operation.ts";
export { ConnectorError, connectorProblems, validateConnector } from "./validate.ts";
