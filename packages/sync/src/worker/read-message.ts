import { type Check, exactly, list, number, object, oneOf, text } from "../status-http/check.ts";
import { type FromPage, type FromWorker, protocolVersion } from "./protocol.ts";
import { readSent } from "./sent.ts";

/** What a message is. A port may carry the product's own words too: those are `foreign`. */
export type Arrival<M> =
  | { readonly is: "foreign" | "unreadable" }
  | { readonly is: "of-another-version"; readonly version: number }
  | { readonly is: "message"; readonly message: M };

/** A message as it crosses the port. */
export function framed(message: FromPage | FromWorker): object {
  return { ...message, waybill: protocolVersion };
}

export const readFromPage = (data: unknown): Arrival<FromPage> => read(data, fromPage);
export const readFromWorker = (data: unknown): Arrival<FromWorker> => read(data, fromWorker);

const frame = object<{ readonly waybill: number }, object>({ waybill: number }, {});

function read<M>(data: unknown, check: Check<M>): Arrival<M> {
  const version = frame(data)?.waybill;
  if (version === undefined) return { is: "foreign" };
  if (version !== protocolVersion) return { is: "of-another-version", version };
  const message = check(data);
  return message === undefined ? { is: "unreadable" } : { is: "message", message };
}

type Of<M extends { readonly kind: string }, K extends M["kind"]> = Extract<M, { readonly kind: K }>;

const values: Check<readonly unknown[]> = (value) => (Array.isArray(value) ? value : undefined);
const asked = { id: text, path: list(text), arguments: values };

const fromPage: Check<FromPage> = oneOf<FromPage>(
  object<Of<FromPage, "hello">, object>({ kind: exactly("hello") }, {}),
  object<Of<FromPage, "open">, object>({ kind: exactly("open"), connection: text, given: readSent }, {}),
  object<Of<FromPage, "call">, object>({ kind: exactly("call"), ...asked, signalAt: number }, {}),
  object<Of<FromPage, "abort">, object>({ kind: exactly("abort"), id: text, reason: readSent }, {}),
  object<Of<FromPage, "watch">, object>({ kind: exactly("watch"), ...asked, listeners: list(number) }, {}),
  object<Of<FromPage, "leave">, object>({ kind: exactly("leave"), id: text }, {}),
);

const fromWorker: Check<FromWorker> = oneOf<FromWorker>(
  object<Of<FromWorker, "ready">, object>({ kind: exactly("ready") }, {}),
  object<Omit<Of<FromWorker, "welcome">, "alive">, { alive?: string | undefined }>(
    { kind: exactly("welcome") },
    { alive: text },
  ),
  object<Of<FromWorker, "result">, object>({ kind: exactly("result"), id: text, value: readSent }, {}),
  object<Of<FromWorker, "error">, object>({ kind: exactly("error"), id: text, reason: readSent }, {}),
  object<Of<FromWorker, "aborted">, object>({ kind: exactly("aborted"), id: text }, {}),
  object<Of<FromWorker, "event">, object>(
    { kind: exactly("event"), id: text, listener: number, heard: list(readSent) },
    {},
  ),
);
