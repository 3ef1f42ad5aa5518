export { storeConformance } from "../store/conformance/store-conformance.ts";
export type { StoreConformanceOptions } from "../store/conformance/store-conformance.ts";
export type { Expect } from "../store/conformance/suite.ts";
export { statusConformance } from "../status/conformance/status-conformance.ts";
export type { StatusConformanceOptions } from "../status/conformance/status-conformance.ts";
export type { StatusExpect, StatusRig } from "../status/conformance/rig.ts";
