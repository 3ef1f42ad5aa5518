import { problem } from "../http/answer.ts";
import type { Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

/** Fails before anything takes effect. */
export const serverError: Layer = struckBy("server_error", async ({ status = 500 }) => ({
  answer: problem(status, "The request failed on the vendor's side."),
  fault: "server_error",
}));
