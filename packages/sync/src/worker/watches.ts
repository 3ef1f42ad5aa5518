import { FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { throwLater } from "../throw-later.ts";
import type { Mailbox } from "./mailbox.ts";
import type { FromWorker, Path } from "./protocol.ts";
import { received } from "./sent.ts";

type Told = Extract<FromWorker, { readonly kind: "event" | "error" }>;

/** What a page is told of by a worker, again and again. */
export interface Watches {
  /** Arguments that are functions are called with what the worker tells, in its order. `onEnd`: nothing more will be told, and why. */
  begin(id: string, watch: WatchRequest): () => void;
  /** What nobody listens to any more is dropped. */
  take(told: Told): void;
  /** Leaves all, and tells them why. */
  end(why: Failure): void;
}

export interface WatchRequest {
  readonly path: Path;
  readonly given: readonly unknown[];
  readonly onEnd?: ((reason: unknown) => void) | undefined;
}

export function createWatches({ post }: Pick<Mailbox, "post">): Watches {
  const watches = new Map<string, WatchRequest>();
  const end = (id: string, reason: unknown): void => {
    const onEnd = watches.get(id)?.onEnd;
    watches.delete(id);
    try {
      onEnd?.(reason);
    } catch (error) {
      throwLater(error);
    }
  };
  return {
    begin: (id, watch) => {
      const { path, given } = watch;
      const listeners = [...given.keys()].filter((at) => typeof given[at] === "function");
      const data = given.map((one) => (typeof one === "function" ? undefined : one));
      post({ kind: "watch", id, path, arguments: data, listeners });
      watches.set(id, watch);
      return () => {
        if (watches.delete(id)) post({ kind: "leave", id });
      };
    },
    take: (told) => {
      if (told.kind === "error") return end(told.id, received(told.reason));
      const listener = watches.get(told.id)?.given[told.listener];
      if (typeof listener === "function") Reflect.apply(listener, undefined, told.heard.map(received));
    },
    end: (why) => {
      for (const id of watches.keys()) {
        post({ kind: "leave", id });
        end(id, new FailureError(why));
      }
    },
  };
}
