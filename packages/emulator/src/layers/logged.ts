import type { CallEntry, Logbook } from "../stats.ts";
import type { Call, Layer, Reply } from "./call.ts";

/** Writes down every request, and every page that is asked for, whatever comes of it. `keyHeader` carries idempotency keys. */
export function logged(log: Logbook, keyHeader: string | undefined): Layer {
  return async (call, next) => {
    try {
      const reply = await next(call);
      note(call, reply, { log, keyHeader });
      return reply;
    } catch (error) {
      note(call, undefined, { log, keyHeader });
      throw error;
    }
  };
}

function note(
  call: Call,
  reply: Reply | undefined,
  { log, keyHeader }: { log: Logbook; keyHeader: string | undefined },
): void {
  const { number, now: at, url, operation, stream, method, request, target } = call;
  const asked = { number, at, path: url.pathname, query: url.search };
  const { replayed, ...outcome } = outcomeOf(reply);
  const idempotencyKey = keyHeader === undefined ? undefined : (request.headers.get(keyHeader) ?? undefined);
  log.call({ ...asked, method, operation, stream, idempotencyKey, ...outcome, replayed });
  if (target?.kind !== "list") return;
  const { position, records = 0 } = reply?.listed ?? {};
  log.page(target.stream, { ...asked, position, records, ...outcome });
}

/** No reply: the connection broke, or the client gave up. */
function outcomeOf(reply: Reply | undefined): Pick<CallEntry, "status" | "delivered" | "fault" | "replayed"> {
  if (reply === undefined) return { status: 0, delivered: false, replayed: false, fault: "reset" };
  const { answer, delivery, fault } = reply;
  const isSuccess = (answer.status >= 200 && answer.status < 300) || [303, 304].includes(answer.status);
  const replayed = answer.headers["idempotency-replayed"] === "true";
  return { status: answer.status, delivered: isSuccess && delivery === undefined, replayed, fault };
}
