export { createVirtualClock } from "./virtual-clock.ts";
export type { VirtualClock, VirtualClockOptions } from "./virtual-clock.ts";
export { scriptedVendor } from "./scripted-vendor.ts";
export type { ScriptedVendor, SentRequest, Step } from "./scripted-vendor.ts";
export { answer, never, rig } from "./rig.ts";
export type { Rig } from "./rig.ts";
