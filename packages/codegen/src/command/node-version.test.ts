import { expect, test } from "vitest";
import { tooOld } from "./node-version.ts";

test.each(["22.12.0", "22.18.0", "23.0.0", "24.21.0", "100.1.0"])("Node %s is new enough", (version) => {
  expect(tooOld(version)).toBeUndefined();
});

test.each(["9.11.2", "20.20.2", "22.2.0", "22.11.9"])("Node %s is told what is needed, and why", (version) => {
  expect(tooOld(version)).toBe(
    `This is Node ${version}, and waybill needs 22.12 or newer: older versions lack parts of Node that it is made with. Nothing was done. Install Node 22.12 or newer, then run the command again.`,
  );
});
