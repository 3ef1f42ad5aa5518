export { contractVersion } from "./contract.ts";
export type {
  AuthScheme,
  Connector,
  Deletes,
  Display,
  IdempotencySupport,
  Incremental,
  ListOperation,
  ParentRef,
  RateLimits,
  RecordOperations,
  StreamContract,
} from "./contract.ts";
export type { Json, JsonArray, JsonObject } from "./json.ts";
export type { EndSignal, PageSize, Pagination, PaginationStyle } from "./pagination.ts";
export type { ParameterRef, Pointer, ResponseRef } from "./refs.ts";
