import { problem } from "../http/answer.ts";
import { ConnectionReset } from "../http/connection-reset.ts";
import type { Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

/** Nobody is home. */
export const outage: Layer = struckBy("outage", async ({ mode }) => {
  if (mode === "reset") throw new ConnectionReset();
  return { answer: problem(503, "The service is not available at the moment."), fault: "outage" };
});
