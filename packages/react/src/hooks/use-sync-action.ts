import { type Mutation, hashKey } from "@tanstack/react-query";
import type { ActionOutcome, Failure, StatusTarget, SyncAction, SyncSnapshot } from "@waybill/sync/status";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ActionKind } from "../describe/actions.ts";
import * as actionTexts from "../messages/english/action.ts";
import * as outboxTexts from "../messages/english/outbox.ts";
import type { Text } from "../messages/text.ts";
import { targetKey } from "../queries.ts";
import type { ReconnectOutcome } from "../reconnect-window.ts";
import { type Session, useSession } from "../session.ts";
import { useSettings } from "../settings.ts";
import { useSay } from "./use-say.ts";
import { type MadePress, isPartOf } from "./made-press.ts";
import { useClock } from "./use-clock.ts";
import { mutationsNow, useMutations } from "./use-mutations.ts";

/** What a product does itself instead of the source, such as `openReconnectWindow`. Nothing returned means done. */
export type Performers = Readonly<Partial<Record<ActionKind, () => Promise<ActionOutcome | ReconnectOutcome | void>>>>;

/** What became of the last press. */
export type ActionState =
  | { readonly state: "idle" }
  | { readonly state: "starting" | "accepted"; readonly kind: ActionKind }
  | ({ readonly state: "rejected"; readonly kind: ActionKind } & WhyRejected);

/** What is known of an action that came to nothing. */
export interface WhyRejected {
  readonly failure?: Failure | undefined;
  /** A window that was to renew access did not. */
  readonly why?: "blocked" | "cancelled" | "denied" | "wrong_account" | undefined;
  /** Does the same without a window. */
  readonly href?: string | undefined;
}

type Settled = { readonly state: "accepted" | "joined" } | ({ readonly state: "rejected" } & WhyRejected);

export type ActionControl = ActionState & {
  /** Presses the button. While a press is under way, and for the rest of a double click, further ones are ignored. `told`: of `confirm` and `acknowledge`, of how many the person was told. */
  readonly run: (kind: ActionKind, told?: number) => void;
  /** Whether a press would do anything. */
  readonly can: (kind: ActionKind) => boolean;
  /** True when the last press was made here: wherever else its outcome is shown, nobody waits to hear it. */
  readonly here: boolean;
};

interface Press {
  readonly kind: ActionKind;
  readonly told: number | undefined;
  readonly key: string;
  /** Monotonic milliseconds. */
  readonly pressedAt: number;
}

/**
 * Buttons of one target. The idempotency key is made at the press, so that one press is one action however often it is sent; a press under way
 * survives the widget that it was made on.
 */
export function useSyncAction(target: StatusTarget, performers?: Performers): ActionControl {
  const session = useSession("useSyncAction");
  const { reload } = useSettings();
  const say = useSay();
  const { connection, stream } = target;
  const mutationKey = targetKey("act", target, session);
  const last = useMutations(session, mutationKey, pressOf).at(-1);
  const [sayer] = useState(() => Symbol());
  useEffect(() => () => leave(session, sayer), [session, sayer]);
  const run = useCallback(
    (kind: ActionKind, told?: number) => {
      const onRefused = (key: string) => {
        if (!session.sayers.has(key)) session.announcer.say(say(refusals[kind], {}));
      };
      const key = press(session, { connection, stream }, { kind, told }, { performers, reload, onRefused });
      session.sayers.set(key, sayer);
    },
    [session, connection, stream, performers, reload, sayer, say],
  );
  const here = last !== undefined && session.sayers.get(last.key) === sayer;
  return { ...(last?.state ?? { state: "idle" }), run, can: anything, here };
}

const refusals: Readonly<Record<ActionKind, Text>> = {
  ...actionTexts.refusals,
  confirm: actionTexts.failedConfirm,
  reconnect: actionTexts.failedReconnect,
  acknowledge: outboxTexts.failedAcknowledge,
};

/** A widget that is gone says nothing any more. */
function leave({ sayers }: Session, sayer: symbol): void {
  for (const [key, own] of sayers) if (own === sayer) sayers.delete(key);
}

interface Handlers {
  readonly performers: Performers | undefined;
  /** Loads the page anew. */
  readonly reload: () => void;
  readonly onRefused: (key: string) => void;
}

/** Gives the key of the press, which is that of the one before where it is part of that. */
function press(
  session: Session,
  target: StatusTarget,
  pressed: Pick<Press, "kind" | "told">,
  { performers, reload, onRefused }: Handlers,
): string {
  const mutationKey = targetKey("act", target, session);
  const pressedAt = session.clock.monotonic();
  const last = mutationsNow(session, hashKey(mutationKey), pressOf).at(-1);
  if (last !== undefined && isPartOf({ ...last.state, pressedAt: last.pressedAt }, pressedAt)) return last.key;
  const key = session.createKey();
  const mutation = session.client.getMutationCache().build<Settled, Error, Press, unknown>(session.client, {
    mutationKey,
    networkMode: "always",
    mutationFn: (made) => perform(session, target, made, { performers, reload }),
  });
  const refuse = () => onRefused(key);
  // What a widget shows of the outcome, thrown ones too, is read from the mutation's state.
  mutation.execute({ ...pressed, key, pressedAt }).then(({ state }) => void (state === "rejected" && refuse()), refuse);
  return key;
}

async function perform(
  session: Session,
  target: StatusTarget,
  { kind, told, key }: Press,
  { performers, reload }: Omit<Handlers, "onRefused">,
): Promise<Settled> {
  const own = performers?.[kind];
  if (own !== undefined) return after(kind, session, target, settledOf(await own()));
  if (kind === "reload") {
    reload();
    return { state: "accepted" };
  }
  if (kind === "refresh") {
    const queryKey = targetKey("status", target, session);
    await session.client.refetchQueries({ queryKey, exact: true }, { throwOnError: true });
    return { state: "accepted" };
  }
  return after(kind, session, target, await session.source.act(actionOf(kind, target, told), key));
}

function actionOf(
  kind: Exclude<ActionKind, "refresh" | "reload">,
  target: StatusTarget,
  told: number | undefined,
): SyncAction {
  if (kind === "confirm") return { kind, target, removals: told };
  return kind === "acknowledge" ? { kind, target, lost: told ?? 0 } : { kind, target };
}

/**
 * A renewed connection takes its prompt away at once: it must not stay until the next sync proves it. No commit tells that note was taken of a loss,
 * or that it was refused because another number is lost by now.
 */
async function after(kind: ActionKind, session: Session, target: StatusTarget, outcome: Settled): Promise<Settled> {
  if (kind === "acknowledge")
    await session.client.invalidateQueries({ queryKey: targetKey("outbox", target, session) });
  if (kind !== "reconnect" || outcome.state === "rejected") return outcome;
  const queryKey = targetKey("status", target, session);
  session.client.setQueryData<SyncSnapshot>(queryKey, (known) =>
    known?.blocker === "auth"
      ? { ...known, blocker: null, connected: true, phase: "pending", failure: undefined }
      : known,
  );
  return outcome;
}

function pressOf(mutation: Mutation<Settled, Error, Press>) {
  const { key = "", pressedAt = -Infinity } = mutation.state.variables ?? {};
  return { key, pressedAt, state: stateOf(mutation) };
}

function stateOf({ state }: Mutation<Settled, Error, Press>): ActionState {
  const kind = state.variables?.kind;
  if (kind === undefined) return { state: "idle" };
  if (state.status === "pending") return { state: "starting", kind };
  if (state.status === "error") return { state: "rejected", kind };
  return state.data === undefined ? { state: "idle" } : settled(kind, state.data);
}

function anything(): boolean {
  return true;
}

/** Buttons of a presentational widget: only what the product performs itself can be pressed. */
export function useGivenActions(performers: Performers | undefined): ActionControl {
  const clock = useClock();
  const [state, setState] = useState<ActionState>({ state: "idle" });
  const last = useRef<MadePress>(undefined);
  const run = (kind: ActionKind) => {
    const own = performers?.[kind];
    const pressedAt = clock.monotonic();
    if (own === undefined || isPartOf(last.current, pressedAt)) return;
    const become = (next: ActionState) => {
      last.current = { state: next.state, pressedAt };
      setState(next);
    };
    become({ state: "starting", kind });
    own().then(
      (outcome) => become(settled(kind, settledOf(outcome))),
      () => become({ state: "rejected", kind }),
    );
  };
  return { ...state, run, can: (kind) => performers?.[kind] !== undefined, here: true };
}

function settled(kind: ActionKind, outcome: Settled): ActionState {
  return outcome.state === "rejected" ? { ...outcome, kind } : { state: "accepted", kind };
}

/** What a product's own performer says, in the words of a source. */
function settledOf(outcome: ActionOutcome | ReconnectOutcome | void): Settled {
  if (outcome === undefined) return { state: "accepted" };
  switch (outcome.state) {
    case "accepted":
    case "joined":
    case "rejected":
      return outcome;
    case "reconnected":
      return { state: "accepted" };
    case "failed":
      return { state: "rejected" };
    case "blocked":
      return { state: "rejected", why: "blocked", href: outcome.href };
    case "cancelled":
    case "denied":
    case "wrong_account":
      return { state: "rejected", why: outcome.state };
  }
}
