import { abortable } from "../abort.ts";
import type { Credential, CredentialContext } from "../credentials/credential.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";
import type { Outgoing } from "../outgoing.ts";
import { isConfidential } from "../policy/origin.ts";

/** Attaches the credential that is current after every wait, to the origins it belongs to and to no other. */
export function sign(credential: Credential, context: CredentialContext, allowed: (origin: string) => boolean): Layer {
  return async (request, call, next) => {
    if (!allowed(request.url.origin)) return next(request, call);
    refusePlainText(request);
    const signed = await abortable(credential.sign(request, context), request.signal);
    if (request.signature) request.signature.stamp = signed.stamp;
    return next(signed.request, call);
  };
}

function refusePlainText({ url }: Outgoing): void {
  if (isConfidential(url)) return;
  const message = `The address ${url.origin} is not encrypted and the request would carry a credential; use https.`;
  throw new FailureError(failure("invalid", { message }));
}
