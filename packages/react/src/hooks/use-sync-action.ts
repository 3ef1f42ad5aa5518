import { type Mutation, useMutationState } from "@tanstack/react-query";
import type { ActionOutcome, Failure, StatusTarget, SyncAction, SyncSnapshot } from "@waybill/sync/status";
import { useCallback, useRef, useState } from "react";
import type { ActionKind } from "../describe/actions.ts";
import { statusQuery, targetKey } from "../queries.ts";
import { type Session, useSession } from "../session.ts";

/** What a product does itself instead of the source: open its own pop-up to reconnect. Nothing returned means done. */
export type Performers = Readonly<Partial<Record<ActionKind, () => Promise<ActionOutcome | void>>>>;

/** What became of the last press. */
export type ActionState =
  | { readonly state: "idle" }
  | { readonly state: "starting" | "accepted"; readonly kind: ActionKind }
  | { readonly state: "rejected"; readonly kind: ActionKind; readonly failure?: Failure | undefined };

export type ActionControl = ActionState & {
  /** Presses the button. While a press is under way, further ones are ignored. */
  readonly run: (kind: ActionKind) => void;
  /** Whether a press would do anything. */
  readonly can: (kind: ActionKind) => boolean;
};

interface Press {
  readonly kind: ActionKind;
  readonly key: string;
}

/**
 * Buttons of one target. The idempotency key is made at the press, so that one press is one action however often it is sent; a press under way
 * survives the widget that it was made on.
 */
export function useSyncAction(target: StatusTarget, performers?: Performers): ActionControl {
  const session = useSession("useSyncAction");
  const { connection, stream } = target;
  const mutationKey = targetKey("act", target, session);
  const states = useMutationState({ filters: { mutationKey, exact: true }, select: stateOf }, session.client);
  const run = useCallback(
    (kind: ActionKind) => press(session, { connection, stream }, kind, performers),
    [session, connection, stream, performers],
  );
  return { ...(states.at(-1) ?? { state: "idle" }), run, can: anything };
}

function press(session: Session, target: StatusTarget, kind: ActionKind, performers: Performers | undefined): void {
  const mutationKey = targetKey("act", target, session);
  if (session.client.isMutating({ mutationKey, exact: true }) > 0) return;
  const mutation = session.client.getMutationCache().build<ActionOutcome, Error, Press, unknown>(session.client, {
    mutationKey,
    networkMode: "always",
    mutationFn: (made) => perform(session, target, made, performers),
  });
  // The outcome, thrown ones too, is read from the mutation's state.
  mutation.execute({ kind, key: session.createKey() }).catch(() => undefined);
}

async function perform(
  session: Session,
  target: StatusTarget,
  { kind, key }: Press,
  performers: Performers | undefined,
): Promise<ActionOutcome> {
  const own = performers?.[kind];
  if (own !== undefined) return after(kind, session, target, (await own()) ?? { state: "accepted" });
  if (kind === "refresh") {
    const { queryKey } = statusQuery(session.statuses, target, session);
    await session.client.refetchQueries({ queryKey, exact: true }, { throwOnError: true });
    return { state: "accepted" };
  }
  const action: SyncAction = { kind, target };
  return after(kind, session, target, await session.source.act(action, key));
}

/** A renewed connection takes its prompt away at once: it must not stay until the next sync proves it. */
function after(kind: ActionKind, session: Session, target: StatusTarget, outcome: ActionOutcome): ActionOutcome {
  if (kind !== "reconnect" || outcome.state === "rejected") return outcome;
  const { queryKey } = statusQuery(session.statuses, target, session);
  session.client.setQueryData<SyncSnapshot>(queryKey, (known) =>
    known?.blocker === "auth"
      ? { ...known, blocker: null, connected: true, phase: "pending", failure: undefined }
      : known,
  );
  return outcome;
}

function stateOf({ state }: Mutation<ActionOutcome, Error, Press>): ActionState {
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
  const [state, setState] = useState<ActionState>({ state: "idle" });
  const busy = useRef(false);
  const run = (kind: ActionKind) => {
    const own = performers?.[kind];
    if (own === undefined || busy.current) return;
    busy.current = true;
    setState({ state: "starting", kind });
    own()
      .then(
        (outcome) => setState(settled(kind, outcome ?? { state: "accepted" })),
        () => setState({ state: "rejected", kind }),
      )
      .finally(() => {
        busy.current = false;
      });
  };
  return { ...state, run, can: (kind) => performers?.[kind] !== undefined };
}

function settled(kind: ActionKind, outcome: ActionOutcome): ActionState {
  return outcome.state === "rejected"
    ? { state: "rejected", kind, failure: outcome.failure }
    : { state: "accepted", kind };
}
