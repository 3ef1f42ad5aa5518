import type { WaybillOptions } from "@waybill/sync";
import type { Store } from "@waybill/sync/store";
import { createTransport } from "@waybill/transport";
import type { Clock, Fetch, Lock, RandomBytes } from "@waybill/transport";
import { Broken } from "../checks/violation.ts";
import { fetchSeam } from "../seams/fetch-seam.ts";
import type { Process } from "../world/process.ts";
import { grantOf } from "./grant.ts";
import type { Grant } from "./grant.ts";
import type { Stage } from "./stage.ts";
import { streamAsked } from "./stream-asked.ts";
import { vendorDoor } from "./vendor-door.ts";

/** A connection's way to its vendor from a process. */
export interface Line {
  readonly stage: Stage;
  readonly grant: Grant;
  readonly fetch: Fetch;
}

type Seams = { readonly lock: Lock; readonly clock: Clock; readonly store: Store };

export function lineOf(stage: Stage, process: Process, seams: Seams): Line {
  const door = fetchSeam(process, vendorDoor(stage, process));
  const grant = grantOf(stage, process, { ...seams, fetch: door });
  return {
    stage,
    grant,
    fetch: (input, init) => {
      const promise = grant.isOver ? "disconnected" : stage.disposed.has(process) ? "disposed" : undefined;
      if (promise !== undefined)
        stage.report(new Broken({ promise, what: `${process.name} asks for ${new Request(input, init).url}` }));
      const url = input instanceof Request ? input.url : String(input);
      const stream = streamAsked(url);
      stage.watches.get(stream)?.sent(process);
      stage.steps.sent(process, stream, `${url} ${typeof init?.body === "string" ? init.body : ""}`);
      return door(input, init);
    },
  };
}

interface Platform {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** What an engine reaches vendors by. Several connections at one address are told apart by who asks, as a vendor does by credentials. */
export function networkOf(lines: readonly Line[], platform: Platform): Pick<WaybillOptions, "fetch" | "transport"> {
  const [line] = lines;
  if (lines.length === 1) return { fetch: line?.fetch };
  return {
    transport: ({ connection, credential, origins }) =>
      createTransport({
        ...platform,
        credential,
        origins,
        fetch: lines.find(({ stage }) => stage.connection === connection)?.fetch,
      }),
  };
}
