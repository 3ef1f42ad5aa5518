import { classify } from "../../src/outcome/classify.ts";
import { apiKey } from "../../src/credentials/api-key.ts";
import { bearer } from "../../src/credentials/bearer.ts";
import type { FailureCode } from "../../src/failure.ts";
import { createTransport } from "../../src/transport.ts";
import { handClock } from "./prompt-clock.ts";

/** What a page is told to ask. */
export interface Question {
  readonly url: string;
  readonly method?: "GET" | "POST" | undefined;
  readonly keyed?: boolean | undefined;
  readonly credential?: "bearer" | "api key" | undefined;
}

/** What the page has seen of it. */
export interface Seen {
  readonly status?: number | undefined;
  readonly text?: string | undefined;
  readonly code?: FailureCode | undefined;
  readonly attempts?: number | undefined;
}

export type Reader = "text" | "json" | "stream";

const credentials = {
  bearer: bearer("s3cr3t"),
  "api key": apiKey({ in: "header", name: "x-api-key", value: "s3cr3t" }),
};

const { clock, pass } = handClock();
let answer: Response | undefined;

/** Asks, and keeps the answer for {@link read}. */
async function ask({ url, method = "GET", keyed = false, credential }: Question): Promise<Seen> {
  const transport = createTransport({
    clock,
    allowSecretsInBrowser: true,
    idempotency: { header: "idempotency-key" },
    // Limits pass when the test calls `pass`: one of each try is enough.
    timeout: { deadlineMs: false },
    credential: credential && credentials[credential],
  });
  const { fetch } = transport.with({ idempotency: keyed ? "auto" : "none" });
  try {
    // The browser's own cache would take its part in what is sent.
    answer = await fetch(url, { method, cache: "no-store", ...(method === "POST" ? { body: "one order" } : {}) });
    return { status: answer.status };
  } catch (error) {
    return failed(error);
  }
}

async function read(how: Reader): Promise<Seen> {
  if (answer === undefined) throw new Error("There is no answer to read.");
  try {
    return { text: await reading(answer, how) };
  } catch (error) {
    return failed(error);
  }
}

async function reading(response: Response, how: Reader): Promise<string> {
  switch (how) {
    case "text":
      return response.text();
    case "json":
      return JSON.stringify(await response.json());
    case "stream":
      return new Response(response.body).text();
  }
}

function failed(error: unknown): Seen {
  const { code, attempts } = classify(error);
  return { code, ...(attempts === undefined ? {} : { attempts }) };
}

export const probe = { ask, read, pass };
Object.assign(globalThis, { probe });
