import type { IncomingMessage } from "node:http";
import type { Fetch } from "../../src/clock.ts";

/** How a client tells of a request that failed. */
export interface ClientError {
  readonly status: number | undefined;
  readonly message: string;
}

/** What a product does with a client that somebody else wrote. */
export interface ThirdPartyClient {
  /** The first page. */
  list(signal?: AbortSignal): Promise<readonly string[]>;
  /** Every page, by the client's own paging. */
  listAll(): Promise<readonly string[]>;
  create(name: string): Promise<string>;
  /** Asks for what is not there; gives the error as the client has it. */
  missing(): Promise<ClientError>;
  /** What the client makes of anything thrown. */
  read(error: unknown): ClientError;
}

/** A client and the vendor that it was written for. */
export interface ThirdParty {
  readonly name: string;
  /** A client in front of this address, its own retries switched off. */
  readonly connect: (origin: string, fetch: Fetch) => ThirdPartyClient;
  /** How a call is ended before its time: by a signal, or, in a client that takes none, with the transport. */
  readonly ends: "by signal" | "with the transport";
  /** Why the client was given a status of its own instead of the vendor's, when there was no answer. */
  readonly unanswered: number | undefined;
  /** What the vendor says when it is well. */
  readonly answer: (request: IncomingMessage, origin: string) => VendorAnswer;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: unknown;
}
