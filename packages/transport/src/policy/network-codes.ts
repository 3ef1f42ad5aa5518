// What Node and its fetch say of a lost request. A browser says nothing but its message and is shipped `network-codes.browser.ts` in place of this.

/** Codes of errors before the vendor can have seen the request. */
export const neverSent: ReadonlySet<string> = new Set([
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
export const lostOnTheWay: ReadonlySet<string> = new Set([
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
