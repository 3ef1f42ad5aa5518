import type { Failure } from "@waybill/transport";

/** Which of our words say why a customer came back from a vendor without access. */
export function reasonOf({ code, retryable }: Failure): "accessRefused" | "answerUnknown" | "vendorUnreachable" {
  if (code === "unauthorized") return "accessRefused";
  return retryable ? "vendorUnreachable" : "answerUnknown";
}
