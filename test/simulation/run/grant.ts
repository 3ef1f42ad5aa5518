import type { Store } from "@waybill/sync/store";
import type { Clock, Credential, Fetch, Lock } from "@waybill/transport";
import { storeTokens } from "@waybill/sync";
import { oauth2, revokeTokens } from "@waybill/transport/oauth2";
import { tokenSeam } from "../seams/token-seam.ts";
import type { Process } from "../world/process.ts";
import type { Stage } from "./stage.ts";

/** What a tab may ask the vendor with. */
export interface Grant {
  readonly credential: Credential | undefined;
  /** Ends it at the vendor. */
  readonly revoke: () => Promise<void>;
  /** Whether the tab was told that the connection is disconnected: it asks for nothing until somebody connects it again. */
  isOver: boolean;
  /** Whether it has forgotten the credential, and needs it to connect again. */
  isForgotten: boolean;
}

type Seams = { readonly lock: Lock; readonly fetch: Fetch; readonly clock: Clock; readonly store: Store };

export function grantOf(stage: Stage, process: Process, { lock, store, ...seams }: Seams): Grant {
  const { scenario, connection, emulator } = stage;
  if (scenario.auth === "none")
    return { credential: undefined, revoke: async () => {}, isOver: false, isForgotten: false };
  const { clientId, clientSecret, tokenPath, revokePath } = emulator.credentials();
  const at = (path: string): string => `https://api.vendor.test${path}`;
  const client = { tokenUrl: at(tokenPath), clientId, clientSecret };
  const tokens = tokenSeam(storeTokens(store, connection), process);
  const stored = { tokens, key: connection, lock };
  return {
    credential: oauth2({ ...client, ...stored }),
    revoke: () => revokeTokens({ ...client, ...stored, ...seams, revocationUrl: at(revokePath) }),
    isOver: false,
    isForgotten: false,
  };
}
