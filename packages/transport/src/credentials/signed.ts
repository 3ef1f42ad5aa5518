import { AwsV4Signer } from "aws4fetch";
import { hex } from "../hex.ts";
import { withHeader } from "../call/outgoing.ts";
import type { Outgoing } from "../call/outgoing.ts";
import type { Credential } from "./credential.ts";

/** A signature of a vendor's own making: HMAC-SHA-256 over a text that the vendor prescribes. */
export interface HmacOptions {
  /** Names the key to the vendor and to caches; not secret. */
  readonly keyId: string;
  readonly secret: string;
  /** Header that carries the signature. */
  readonly header: string;
  /** The text that is signed. */
  readonly text: (parts: SignedParts) => string;
  /** The header's value. Default: the signature in hexadecimal digits. */
  readonly value?: ((signature: string, parts: SignedParts) => string) | undefined;
}

/** What a signature may cover. */
export interface SignedParts {
  readonly method: string;
  readonly url: URL;
  /** What is sent; empty where nothing is. */
  readonly body: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

/** An account of AWS, or of anything that speaks its Signature Version 4. */
export interface SigV4Options {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. Default: none. */
  readonly sessionToken?: string | undefined;
  readonly service: string;
  readonly region: string;
}

/** Signs every try at the moment in which it leaves. A call whose body can be read only once cannot be signed and fails. */
export function hmac({ keyId, secret, header, text, value }: HmacOptions): Credential {
  return {
    id: `hmac:${keyId}`,
    secret: true,
    authorizationOnly: header.toLowerCase() === "authorization",
    async sign(request, { clock }) {
      const parts = {
        method: request.method,
        url: request.url,
        body: await bodyText(request),
        timestamp: Math.floor(clock.now() / 1000),
      };
      const signature = hex(await hmacSha256(secret, text(parts)));
      return { request: withHeader(request, header, value?.(signature, parts) ?? signature), stamp: "static" };
    },
  };
}

/** AWS Signature Version 4, by aws4fetch. Of bodies the same holds as for {@link hmac}. */
export function sigV4(options: SigV4Options): Credential {
  return {
    id: `sigv4:${options.accessKeyId}`,
    secret: true,
    authorizationOnly: false,
    async sign(request, { clock }) {
      const { sessionToken, ...account } = options;
      const signer = new AwsV4Signer({
        ...account,
        ...(sessionToken === undefined ? {} : { sessionToken }),
        method: request.method,
        url: request.url.href,
        headers: request.headers,
        body: await bodyText(request),
        datetime: new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, ""),
      });
      const { headers, url } = await signer.sign();
      return { request: { ...request, headers: Object.fromEntries(headers), url: new URL(url) }, stamp: "static" };
    },
  };
}

async function bodyText({ body }: Outgoing): Promise<string> {
  if (body.once)
    throw new TypeError("A body that can be read only once cannot be signed; give text, bytes or a body factory.");
  const content = body.open();
  return content === null ? "" : new Response(content).text();
}

async function hmacSha256(secret: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}
