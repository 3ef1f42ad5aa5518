import { abortable } from "../abort.ts";
import { discard } from "../body/discard.ts";
import { classify } from "../classify.ts";
import type { Credential, CredentialContext } from "../credentials/credential.ts";
import type { Layer } from "../layer.ts";
import type { Signature } from "../outgoing.ts";

/** After a refusal of the credential: one renewal, compared by token, and one more try. A second refusal surfaces. */
export function reauthorize(credential: Credential, context: CredentialContext): Layer {
  let announced: string | undefined;
  return async (request, call, next) => {
    const signature: Signature = {};
    const first = await next({ ...request, signature }, call);
    const { stamp } = signature;
    if (stamp === undefined || !(await expired(credential, first))) return first;
    if (credential.renew && request.body.replayable) {
      const renewal = abortable(credential.renew(stamp, context), request.signal);
      if (await call.waitFor("refresh", call.clock.now(), renewal)) {
        discard(first);
        call.emit({ type: "refreshed" });
        return next({ ...request, signature }, call);
      }
    }
    if (announced !== stamp) call.emit({ type: "unauthorized", failure: classify(first) });
    announced = stamp;
    return first;
  };
}

function expired(credential: Credential, response: Response): boolean | Promise<boolean> {
  return credential.expired ? credential.expired(response) : response.status === 401;
}
