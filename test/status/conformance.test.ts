import { statusConformance } from "@waybill/sync/testing";
import { describe, expect, test } from "vitest";
import { engineRig, httpRig, memoryRig, workerRig } from "./rigs.ts";

describe("the source of the testing entry", () => {
  statusConformance({ test, expect, open: memoryRig, breakable: true });
});

describe("the engine's own status", () => {
  statusConformance({ test, expect, open: engineRig });
});

describe.each([
  { name: "memory, told of by an event stream", behind: memoryRig, streams: true, breakable: true },
  { name: "memory, polled", behind: memoryRig, streams: false, breakable: true },
  { name: "an engine, told of by an event stream", behind: engineRig, streams: true, breakable: false },
  { name: "an engine, polled", behind: engineRig, streams: false, breakable: false },
])("over HTTP: $name", ({ behind, streams, breakable }) => {
  statusConformance({ test, expect, breakable, open: () => httpRig(behind, { streams }) });
});

describe.each([
  { name: "memory", behind: memoryRig, breakable: true },
  { name: "an engine", behind: engineRig, breakable: false },
])("over a worker's port: $name", ({ behind, breakable }) => {
  statusConformance({ test, expect, breakable, open: () => workerRig(behind) });
});
