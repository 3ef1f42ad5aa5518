import { abortable } from "../abort.ts";
import type { Credential, CredentialContext } from "../credentials/credential.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer } from "../layer.ts";
import { withHeader } from "../outgoing.ts";
import type { Outgoing } from "../outgoing.ts";
import { isConfidential } from "../policy/origin.ts";
import { traceparent } from "./correlate.ts";

/** Attaches what is current after every wait: the try's place in the trace, and the credential, to the origins they belong to and to no other. */
export function sign(
  credential: Credential | undefined,
  context: CredentialContext,
  allowed: (origin: string) => boolean,
): Layer {
  return async (request, call, next) => {
    const traced =
      call.traceId === undefined
        ? request
        : withHeader(request, "traceparent", traceparent(call.traceId, context.randomBytes));
    if (credential === undefined || !allowed(request.url.origin)) return next(traced, call);
    refusePlainText(traced);
    const signed = await abortable(credential.sign(traced, context), traced.signal);
    if (request.signature) request.signature.stamp = signed.stamp;
    return next(signed.request, call);
  };
}

function refusePlainText({ url }: Outgoing): void {
  if (isConfidential(url)) return;
  const message = `The address ${url.origin} is not encrypted and the request would carry a credential; use https.`;
  throw new FailureError(failure("invalid", { message }));
}
