import type { Loss } from "./loss.ts";

/** Codes of errors before the vendor can have seen the request. */
const neverSent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  // RFC 9113 section 8.7: the peer did not process the stream.
  "ERR_HTTP2_STREAM_REFUSED",
  "ERR_HTTP2_GOAWAY_SESSION",
]);

/** Codes of errors after which it may have. */
const lostOnTheWay: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "ERR_HTTP2_STREAM_ERROR",
  "ERR_HTTP2_SESSION_ERROR",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** What Node's HTTP/2 says of a stream that the peer did not process, where it gives no code. */
const refused = /REFUSED_STREAM|GOAWAY.*unprocessed/i;

/** What Node and its fetch say of a lost request. A browser says nothing but its message and is shipped `loss-by-code.browser.ts` in place of this. */
export function lossByCode(error: Error): Loss {
  const given: unknown = Reflect.get(error, "code");
  const code = typeof given === "string" ? given : "";
  if (neverSent.has(code) || refused.test(error.message)) return "before-send";
  return lostOnTheWay.has(code) ? "after-send" : "none";
}
