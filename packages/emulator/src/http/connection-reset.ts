/** The platform's word for a connection that broke: `fetch` rejects with a TypeError. The HTTP server destroys the socket on it. */
export class ConnectionReset extends TypeError {
  override readonly name = "TypeError";
  readonly code = "ECONNRESET";
  constructor() {
    super("fetch failed: the vendor's side closed the connection before it answered");
  }
}
