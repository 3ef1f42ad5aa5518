import type { BodySource } from "../body/body-source.ts";
import type { Guard } from "../body/guarded-stream.ts";
import { Call } from "./call.ts";
import type { Setting } from "./call.ts";
import type { CallContext } from "./context.ts";
import { disposed } from "../outcome/disposed.ts";
import type { Next } from "../layer.ts";
import { timeLimits } from "../policy/time-limits.ts";
import type { TimeoutOptions } from "../policy/time-limits.ts";
import { readInput } from "./read-input.ts";
import type { Input } from "./read-input.ts";
import { Watch } from "./watch.ts";

/** What {@link Calls} are made of. */
export interface CallsParts extends Omit<Setting, "watch"> {
  readonly chain: Next;
  readonly limits: TimeoutOptions;
  readonly guard: Guard;
}

/** The calls of one transport, from their arguments to the end of their bodies. */
export class Calls {
  readonly #chain: Next;
  readonly #limits: TimeoutOptions;
  readonly #setting: Setting;
  readonly #guard: Guard;
  /** A body that nobody reads lets go of the caller's signal when the answer is forgotten. */
  readonly #unread = new FinalizationRegistry<Call>((call) => call.settle());
  #count = 0;
  #disposed = false;
  /** Where the last call went. Nearly always the next one goes there too, and asking an address for its origin costs as much as reading it. */
  #origin = "";
  #start = "/";

  constructor({ chain, limits, guard, ...setting }: CallsParts) {
    this.#guard = guard;
    this.#chain = chain;
    this.#limits = limits;
    this.#setting = { ...setting, watch: new Watch(setting.clock) };
  }

  run(context: CallContext, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    try {
      const given = readInput(input, init, context.body);
      if (this.#disposed) throw disposed();
      given.callerSignal?.throwIfAborted();
      const call = this.#begin(given, context);
      return this.#sent(given, call).then(
        (response) => this.#arrived(response, call, given.callerSignal),
        (error: unknown) => {
          call.settle();
          throw error;
        },
      );
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #sent({ url, method, headers, init, body: open }: Input, call: Call): Promise<Response> {
    const { scope } = call;
    const send = (body: BodySource): Promise<Response> =>
      this.#chain({ url, method, headers, init, body, scope }, call);
    const read = open();
    return read instanceof Promise ? scope.race(read).then(send) : send(read);
  }

  dispose(): void {
    this.#disposed = true;
    this.#setting.watch.end(disposed());
  }

  #begin({ url, method, callerSignal }: Input, context: CallContext): Call {
    if (!url.href.startsWith(this.#start)) {
      this.#origin = url.origin;
      this.#start = `${url.origin}/`;
    }
    return new Call(this.#setting, {
      number: (this.#count += 1),
      url,
      method,
      origin: this.#origin,
      context,
      limits: timeLimits(this.#limits, context.timeout),
      callerSignal,
    });
  }

  #arrived(response: Response, call: Call, callerSignal: AbortSignal | undefined): Response {
    if (response.body === null) {
      call.settle();
      return response;
    }
    call.pause();
    if (callerSignal) this.#unread.register(response, call);
    return this.#guard(response, call);
  }
}
