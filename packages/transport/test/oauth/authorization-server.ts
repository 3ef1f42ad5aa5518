import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import type { ClientMetadata } from "oidc-provider";
import { vi } from "vitest";

/** Seconds that an access token lives. */
export const tokenLifetime = 3600;

/**
 * A certified authorization server on loopback, and an API that takes its access tokens. Refresh tokens rotate; one that is used again revokes its
 * whole grant, as RFC 9700 section 4.14.2 wants it.
 */
export class AuthorizationServer {
  /** What happened, in order: the provider's own word on each grant, and how the API answered. */
  readonly log: string[] = [];
  /** Holds a token request before the provider sees it. */
  beforeToken: () => Promise<void> = () => Promise.resolve();
  /** Holds a refusal of the API before it is sent. */
  beforeRefusal: (request: URL) => Promise<void> = () => Promise.resolve();
  readonly issuer: string;
  readonly #http: Server;
  readonly #provider: Provider;
  readonly #handOver: ReturnType<Provider["callback"]>;

  private constructor(http: Server, client: ClientMetadata) {
    // A server that listens on a port has an address of this kind.
    this.issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    this.#http = http;
    this.#provider = new Provider(this.issuer, configuration(client));
    this.#handOver = this.#provider.callback();
    this.#provider.on("grant.success", ({ oidc }) => this.log.push(`granted ${String(oidc.params?.["grant_type"])}`));
    this.#provider.on("grant.error", (_, error) => this.log.push(`refused: ${error.error_detail ?? error.message}`));
    this.#provider.on("grant.revoked", () => this.log.push("grant revoked"));
    http.on("request", (request, response) => void this.#handle(request, response));
  }

  /** Listens on a free port. */
  static async start(client: ClientMetadata): Promise<AuthorizationServer> {
    // The provider tells whoever sets it up on the console what not to do in production.
    for (const level of ["info", "warn"] as const) vi.spyOn(console, level).mockReturnValue();
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return new AuthorizationServer(http, client);
  }

  get authorizationUrl(): string {
    return `${this.issuer}/auth`;
  }

  get tokenUrl(): string {
    return `${this.issuer}/token`;
  }

  get revocationUrl(): string {
    return `${this.issuer}/token/revocation`;
  }

  get apiUrl(): string {
    return `${this.issuer}/api`;
  }

  /** The log without the API's answers. */
  grants(): readonly string[] {
    return this.log.filter((line) => !line.startsWith("api"));
  }

  /** How often the API gave this answer. */
  answers(status: number): number {
    return this.log.filter((line) => line === `api ${status}`).length;
  }

  stop(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    if (url.pathname === "/api") return this.#answer(url, request, response);
    if (url.pathname === "/token" && request.method === "POST") await this.beforeToken();
    await this.#handOver(request, response);
  }

  async #answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of cors) response.setHeader(name, value);
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const status = (await this.#accepts(request.headers.authorization)) ? 200 : 401;
    if (status === 401) await this.beforeRefusal(url);
    this.log.push(`api ${status}`);
    response.writeHead(status).end();
  }

  async #accepts(authorization: string | undefined): Promise<boolean> {
    const token = authorization?.replace(/^Bearer /, "");
    if (token === undefined) return false;
    const { AccessToken, ClientCredentials } = this.#provider;
    const found = (await AccessToken.find(token)) ?? (await ClientCredentials.find(token));
    return found !== undefined && !found.isExpired;
  }
}

const cors = [
  ["access-control-allow-origin", "*"],
  ["access-control-allow-headers", "authorization"],
] as const;

function configuration(client: ClientMetadata): ConstructorParameters<typeof Provider>[1] {
  return {
    clients: [client],
    scopes: ["contacts"],
    clientBasedCORS: () => true,
    cookies: { keys: ["signs the cookies of a test"] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: { AccessToken: tokenLifetime, ClientCredentials: tokenLifetime, RefreshToken: 1000 * tokenLifetime },
  };
}
