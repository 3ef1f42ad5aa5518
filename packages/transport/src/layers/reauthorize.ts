import { discard } from "../body/discard.ts";
import type { Call } from "../call/call.ts";
import type { Credential, CredentialContext } from "../credentials/credential.ts";
import { isFailureError } from "../failure.ts";
import type { Failure } from "../failure.ts";
import type { Fitting, Layer, Next } from "../layer.ts";
import type { Outgoing, Signature } from "../call/outgoing.ts";

/** After a refusal of the credential: one renewal, compared by token, and one more try. A second refusal surfaces. */
export function reauthorize(credential: Credential, context: CredentialContext): Fitting {
  // A stamp or a failure that was told already: however many calls meet the same end, it is one event.
  let told: unknown;
  const tell = (call: Call, cause: unknown, reason: Failure): void => {
    if (told === cause) return;
    told = cause;
    call.emit({ type: "unauthorized", failure: reason });
  };
  const layer: Layer = (request, call, next) => {
    const signature: Signature = {};
    const marked = { ...request, signature };
    const lost = (error: unknown): never => {
      if (isFailureError(error) && error.code === "unauthorized") tell(call, error.failure, error.failure);
      throw error;
    };
    return next(marked, call).then((first) => {
      const refused = isExpired(credential, first);
      if (refused === false || signature.stamp === undefined) return first;
      return again({ first, refused, stamp: signature.stamp, request: marked, call, next }).catch(lost);
    }, lost);
  };
  const again = async ({ first, refused, stamp, request, call, next }: Refusal): Promise<Response> => {
    if (!(await refused)) return first;
    if (!request.body.replayable || !(await renewed(credential.renew?.(stamp, context), request, call))) {
      tell(call, stamp, call.judge(first));
      return first;
    }
    discard(first);
    call.emit({ type: "refreshed" });
    const second = await next(request, call);
    if (await isExpired(credential, second)) tell(call, request.signature.stamp, call.judge(second));
    return second;
  };
  return { layer, inspect: () => ({ tokenExpiresAt: credential.expiresAt?.() }) };
}

/** An answer that may be a refusal of the credential, and what led to it. */
interface Refusal {
  readonly first: Response;
  readonly refused: true | Promise<boolean>;
  readonly stamp: string;
  readonly request: Outgoing & { readonly signature: Signature };
  readonly call: Call;
  readonly next: Next;
}

/** Waits for a renewal as long as this call lives; the renewal goes on for the others. */
async function renewed(renewal: Promise<boolean> | undefined, request: Outgoing, call: Call): Promise<boolean> {
  if (renewal === undefined) return false;
  return call.waitFor("refresh", call.clock.now(), request.scope.race(renewal));
}

function isExpired(credential: Credential, response: Response): boolean | Promise<boolean> {
  return credential.expired?.(response) ?? response.status === 401;
}
