import type { Logbook, PageRequest } from "../stats.ts";
import type { Call, Layer, Reply } from "./call.ts";

/** Writes down every page that is asked for, whatever comes of it. */
export function logged(log: Logbook): Layer {
  return async (call, next) => {
    try {
      const reply = await next(call);
      note(call, reply, log);
      return reply;
    } catch (error) {
      note(call, undefined, log);
      throw error;
    }
  };
}

function note(call: Call, reply: Reply | undefined, log: Logbook): void {
  if (call.target?.kind !== "list") return;
  log.page(call.target.stream, {
    number: call.number,
    at: call.now,
    path: call.url.pathname,
    query: call.url.search,
    position: reply?.listed?.position,
    ...outcomeOf(reply),
  });
}

/** No reply: the connection broke. */
function outcomeOf(reply: Reply | undefined): Pick<PageRequest, "status" | "records" | "delivered" | "fault"> {
  if (reply === undefined) return { status: 0, records: 0, delivered: false, fault: "reset" };
  const { answer, delivery, fault } = reply;
  const delivered = answer.status >= 200 && answer.status < 300 && (delivery ?? "whole") === "whole";
  return { status: answer.status, records: reply.listed?.records ?? 0, delivered, fault };
}
