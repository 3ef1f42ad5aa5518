import type { RequestContract } from "../contract/request-contract.ts";
import type { Breach, Violation } from "../contract/violation.ts";
import { problem, type Answer } from "../http/answer.ts";
import { isEndpoint, type Call, type Layer } from "./call.ts";

/**
 * What becomes of requests that break the document's contract; all of them are reported, whatever becomes of them.
 * `report`: they are answered like any other · `enforce`: values of another type, and missing ones, are refused; what the document does not know is
 * ignored, as most vendors do · `strict`: that is refused, too.
 */
export type Strictness = "report" | "enforce" | "strict";

export interface ContractedOptions {
  readonly contract: RequestContract;
  readonly strictness: Strictness;
  readonly report: (violations: readonly Violation[]) => void;
}

/** Checks each request against the document before anything is done with it; passes forms on with the types that the document declares. */
export function contracted({ contract, strictness, report }: ContractedOptions): Layer {
  return async (call, next) => {
    const { operation } = call;
    if (call.malformed && operation === undefined) return { answer: noJson };
    if (operation === undefined || isEndpoint(call)) return next(call);
    const breaches = contract.breaches(operation, call);
    const refusing = breaches.filter(
      (breach) => isRefused(breach, strictness) && !contract.isPageSize(operation, breach.name),
    );
    if (breaches.length > 0)
      report(breaches.map((breach) => violation(breach, { call, operation, refused: refusing.includes(breach) })));
    if (refusing.length > 0 || call.malformed) return { answer: refusal(refusing, operation, contract) };
    return next(call.body === undefined ? call : { ...call, body: contract.typedBody(operation, call) });
  };
}

/** A body that cannot be read is refused by every vendor. */
function isRefused({ rule }: Breach, strictness: Strictness): boolean {
  if (rule === "malformed" || strictness === "strict") return true;
  return strictness === "enforce" && rule !== "unknown";
}

const violation = (
  breach: Breach,
  { call, operation, refused }: { call: Call; operation: string; refused: boolean },
): Violation => ({ number: call.number, at: call.now, operation, ...breach, refused });

const noJson = problem(400, "The body is not JSON.");

/** 422 for a body that can be read and is wrong, where the document has that status; else 400. */
function refusal(breaches: readonly Breach[], operation: string, contract: RequestContract): Answer {
  if (breaches.length === 0 || breaches.some(({ rule }) => rule === "malformed")) return noJson;
  if (breaches.some(({ rule }) => rule === "media-type")) return problem(415, told(breaches));
  const inBody = breaches.every((breach) => breach.in === "body");
  return problem(inBody && contract.answers(operation, 422) ? 422 : 400, told(breaches));
}

const most = 5;

const told = (breaches: readonly Breach[]): string =>
  breaches
    .slice(0, most)
    .map(
      ({ in: place, name, rule, expected }) =>
        `${place} ${name === "" ? "as a whole" : name}: ${rule}, expected ${expected}.`,
    )
    .join(" ");
