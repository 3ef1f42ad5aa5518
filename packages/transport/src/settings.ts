import { systemClock, systemFetch, systemRandomBytes } from "./clock.ts";
import type { Credential, CredentialContext } from "./credentials/credential.ts";
import { platformEnvironment } from "./environment.ts";
import type { Environment } from "./environment.ts";
import type { TraceOptions } from "./layers/correlate.ts";
import type { RedirectMode } from "./layers/send.ts";
import type { SlotContext, TransportOptions } from "./options.ts";
import { originGate } from "./policy/origin.ts";
import { retryOptions } from "./policy/retry-options.ts";
import type { RetryOptions } from "./policy/retry-options.ts";
import { throttleOptions } from "./policy/limits/throttle-options.ts";
import type { ThrottleOptions } from "./policy/limits/throttle-options.ts";
import { timeLimits, timeoutDefaults } from "./policy/time-limits.ts";
import type { TimeoutOptions } from "./policy/time-limits.ts";

/** Options in their complete form, checked. */
export interface Settings {
  readonly context: CredentialContext;
  readonly credential: Credential | undefined;
  readonly isOnline: () => boolean;
  /** Whether an origin may receive what is secret. */
  readonly allowed: (origin: string) => boolean;
  readonly redirects: RedirectMode;
  readonly limits: TimeoutOptions;
  readonly retry: RetryOptions | undefined;
  readonly throttle: ThrottleOptions | undefined;
  readonly trace: TraceOptions;
  /** What factories of slots get. */
  readonly slot: SlotContext;
}

/** Completes and checks what a caller gave; throws a RangeError or TypeError that names the option. */
export function completeOptions(options: TransportOptions): Settings {
  const { credential } = options;
  const context = contextOf(options);
  const environment = options.environment ?? platformEnvironment();
  if (credential?.secret && environment.browser && !options.allowSecretsInBrowser) throw exposed();
  return {
    context,
    credential,
    isOnline: environment.isOnline,
    allowed: originGate(options.origins),
    redirects: redirectMode(environment, credential),
    limits: timeLimits(timeoutDefaults, options.timeout),
    retry: options.retry === false ? undefined : retryOptions(options.retry),
    throttle: options.throttle === false ? undefined : throttleOptions(options.throttle),
    trace: options.trace ?? {},
    slot: { clock: context.clock, credentialId: credential?.id ?? "anonymous" },
  };
}

function contextOf({
  fetch = systemFetch,
  clock = systemClock,
  randomBytes = systemRandomBytes,
}: TransportOptions): CredentialContext {
  return { fetch, clock, randomBytes };
}

/** A browser hides redirects, and drops only `Authorization` by itself when one leads to another origin. */
function redirectMode({ browser }: Environment, credential: Credential | undefined): RedirectMode {
  if (!browser) return "inspect";
  return credential === undefined || credential.authorizationOnly ? undefined : "error";
}

function exposed(): TypeError {
  return new TypeError(
    "This credential holds a lasting secret, and in a browser every visitor can read it. Call through your own server, or set allowSecretsInBrowser.",
  );
}
