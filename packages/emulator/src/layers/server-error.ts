import { problem } from "../http/answer.ts";
import type { Layer } from "./call.ts";

/** Fails before anything takes effect. */
export const serverError: Layer = async (call, next) => {
  const failing = call.faults.of("server_error");
  if (failing === undefined) return next(call);
  return {
    answer: problem(failing.status ?? 500, "The request failed on the vendor's side."),
    fault: "server_error",
  };
};
