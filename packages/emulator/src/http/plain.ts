import type { Delivery } from "./delivery.ts";

/** What the vendor reads of a request. A platform `Request` is one; so is what a server makes of an incoming message, at a fraction of the cost. */
export interface PlainRequest extends Pick<Request, "method" | "url" | "signal" | "text"> {
  readonly headers: Pick<Headers, "get" | "has">;
}

/** An answer as it is to leave, without the platform's objects around it. A HEAD request is told the length of `text`, and gets none of it. */
export interface PlainResponse {
  readonly status: number;
  /** By lower-case name; `content-length` is the sender's to count. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for no body. */
  readonly text: string | undefined;
  /** How the body travels. Default whole. */
  readonly delivery?: Delivery | undefined;
}
