import type { Call } from "../call/call.ts";
import type { Credential, CredentialContext, Signed } from "../credentials/credential.ts";
import { FailureError, failure } from "../failure.ts";
import type { Layer, Next } from "../layer.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { isConfidential } from "../policy/origin.ts";
import type { Tracer } from "./correlate.ts";

/** Attaches what is current after every wait: the try's place in the trace, and the credential, to the origins they belong to and to no other. */
export function sign({ credential, context, allowed, tracer }: SignOptions): Layer {
  return (request, call, next) => {
    if (!allowed(call.origin)) return next(request, call);
    try {
      const tried = tracer ? tracer.mark(request, call) : request;
      if (credential === undefined) return next(tried, call);
      refusePlainText(tried);
      const work = credential.sign(tried, context);
      // Without a closure where none is needed: every try of every call comes by.
      if (!(work instanceof Promise)) return send(work, request, call, next);
      return tried.scope.race(work).then((signed) => send(signed, request, call, next));
    } catch (error) {
      return Promise.reject(error);
    }
  };
}

function send(signed: Signed, { signature }: Outgoing, call: Call, next: Next): Promise<Response> {
  if (signature) signature.stamp = signed.stamp;
  return next(signed.request, call);
}

/** What {@link sign} attaches, and where. */
export interface SignOptions {
  readonly credential: Credential | undefined;
  readonly context: CredentialContext;
  readonly allowed: (origin: string) => boolean;
  readonly tracer: Tracer | undefined;
}

function refusePlainText({ url }: Outgoing): void {
  if (isConfidential(url)) return;
  const message = `The address ${url.origin} is not encrypted and the request would carry a credential, so nothing was sent. Use https.`;
  throw new FailureError(failure("invalid", { message }));
}
