import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { protocolVersion } from "./protocol.ts";

// Why nothing comes from a worker any more.

const whatHolds =
  "What was under way here got no answer; what the engine had committed is stored, and an interrupted run goes on at its checkpoint.";
const whatToDo = "To go on, make a new Worker and connect to it.";

export function failed(event: Event): Failure {
  const message = `The worker of the engine failed and was ended. ${whatHolds} ${whatToDo}`;
  return failure("internal", { message, cause: Reflect.get(event, "error") ?? Reflect.get(event, "message") });
}

export function unreadable(): Failure {
  const message = `A message of the engine's worker could not be read, so that answers may be missing, and the worker was ended. ${whatHolds} ${whatToDo}`;
  return failure("internal", { message });
}

export function gone(): Failure {
  const message = `The worker of the engine is gone: it was terminated, closed itself or ran out of memory. ${whatHolds} ${whatToDo}`;
  return failure("internal", { message });
}

export function ofAnotherVersion(version: number): Failure {
  const message =
    `The worker speaks version ${version} of the messages between page and worker, and this page version ${protocolVersion}, so that neither can read the other. ` +
    "Nothing was done. Build both from one release of @waybill/sync, and load them together.";
  return failure("internal", { message });
}

export function terminated(): Failure {
  return failure("aborted", { message: `The worker was ended by terminate(). ${whatHolds} ${whatToDo}` });
}

export function disposed(): Failure {
  const message = `The engine in the worker was stopped for good by dispose(). ${whatHolds} ${whatToDo}`;
  return failure("aborted", { message });
}
