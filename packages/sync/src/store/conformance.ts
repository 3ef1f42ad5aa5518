export { storeConformance } from "./conformance/store-conformance.ts";
export type { StoreConformanceOptions } from "./conformance/store-conformance.ts";
export type { Expect } from "./conformance/suite.ts";
