import type { RateLimits } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";

/** What a document says about how often it may be asked. */
export interface RateLimiting {
  /** A limit of the whole API; undefined where none is stated, or where several are. */
  readonly limits: RateLimits | undefined;
  /** Headers that tell of limits as they are at the moment. */
  readonly headers: readonly string[];
  /** Every limit that is spoken of, in the words of the document. */
  readonly spoken: readonly string[];
}

interface LimitRule extends Rule {
  readonly read: (model: Model) => readonly StatedLimit[];
}

interface StatedLimit {
  readonly words: string;
  readonly limits: RateLimits;
}

/** Where a document states a limit of the whole API. */
export const limitRules: readonly LimitRule[] = [
  {
    name: "a quota and its window",
    rests: "draft-ietf-httpapi-ratelimit-headers, quota policies",
    read: (model) => [...extended(model), ...spokenLimits(model)],
  },
];

const HEADER = /^(x-)?rate-?limit(-\w+)*$|^retry-after$|^x-.*-(ratelimit|rate-limit)(-\w+)*$/i;

/** Rate limits of the whole API. Only a single statement is followed: of several, nobody can tell which holds for a request. */
export function inferRateLimits(model: Model): Answer<RateLimiting> {
  const stated = model.keep(limitRules).flatMap(({ read }) => read(model));
  const rates = distinct(stated.filter(({ limits }) => limits.requests !== undefined));
  const [rate, ...more] = rates;
  const concurrency = stated.find(({ limits }) => limits.concurrency !== undefined)?.limits;
  const limits = more.length > 0 ? concurrency : (rate ?? concurrency) && { ...rate?.limits, ...concurrency };
  const headers = headersOf(model);
  const value = { limits, headers, spoken: [...new Set(stated.map(({ words }) => words))] };
  const evidence = [...value.spoken, ...(headers.length === 0 ? [] : [`headers ${headers.join(", ")}`])];
  if (evidence.length === 0) return answer(value, 0.7, "the document states no limit");
  return answer(value, more.length > 0 ? 0.6 : 0.85, evidence);
}

function distinct(stated: readonly StatedLimit[]): readonly StatedLimit[] {
  return [...new Map(stated.map((each) => [JSON.stringify(each.limits), each])).values()];
}

/** `RateLimit-Limit` (draft-ietf-httpapi-ratelimit-headers), what came before it with `X-`, and `Retry-After` (RFC 9110, section 10.2.3). */
function headersOf(model: Model): readonly string[] {
  const names = new Map<string, string>();
  for (const { source, answerHeaders } of model.operations) {
    const refused = model.references.resolve(objectAt(source, "responses")["429"]);
    for (const name of [...answerHeaders.keys(), ...Object.keys(objectAt(refused, "headers"))])
      if (HEADER.test(name) && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const AMOUNT = "(\\d{1,3}(?:,\\d{3})+|\\d+)";
const SPAN = "(second|minute|hour|day)";
const RATE = new RegExp(
  `${AMOUNT}\\*{0,2} (?:\\w+ )?(?:requests?|calls|queries)(?: \\w+){0,4}? ?(?:per|a|an|every|each|in|within|/)(?: an?| the| any)? ?(?:${AMOUNT}[- ])?${SPAN}`,
  "gi",
);
const CONCURRENT = new RegExp(
  `${AMOUNT}\\*{0,2} (?:concurrent|simultaneous|parallel) (?:\\w+ )?(?:requests?|calls|connections)`,
  "i",
);

/** The texts of the whole API; those of single operations speak of those. */
function spokenLimits({ document }: Model): readonly StatedLimit[] {
  const tags = arrayAt(document, "tags").filter(
    (each) => isObject(each) && /rate|limit|introduction|overview/i.test(textAt(each, "name") ?? ""),
  );
  const texts = [objectAt(document, "info"), ...tags].map((each) =>
    isObject(each) ? (textAt(each, "description") ?? "") : "",
  );
  const refused = objectAt(objectAt(objectAt(document, "components"), "responses"), "429");
  return [...texts, textAt(refused, "description") ?? ""].flatMap(limitsIn);
}

/** Every rate and every number of requests at once that a text speaks of. */
function limitsIn(text: string): readonly StatedLimit[] {
  const rates = [...text.matchAll(RATE)].flatMap(([words, requests, spans, span = ""]) => {
    const seconds = SECONDS[span.toLowerCase()] ?? 0;
    return seconds === 0
      ? []
      : [{ words, limits: { requests: numberOf(requests), windowMs: numberOf(spans ?? "1") * seconds * 1000 } }];
  });
  const [words, concurrency] = CONCURRENT.exec(text) ?? [];
  const atOnce = words === undefined ? [] : [{ words, limits: { concurrency: numberOf(concurrency) } }];
  return [...rates, ...atOnce].filter(({ limits }) =>
    Object.values(limits).every((each) => Number.isSafeInteger(each) && each > 0),
  );
}

function numberOf(digits: string | undefined): number {
  return Number(digits?.replaceAll(",", ""));
}

/** `x-rate-limit: { limit: 100, window: 60 }` of the document, in the spellings that are about; windows in seconds. */
function extended({ document }: Model): readonly StatedLimit[] {
  const holders = [document, objectAt(document, "info")];
  return holders.flatMap((holder) =>
    Object.entries(holder).flatMap(([name, written]) => {
      if (!/^x-rate-?limits?$/i.test(name) || !isObject(written)) return [];
      const requests = Number(written["limit"] ?? written["requests"] ?? written["rate"]);
      const seconds = Number(written["window"] ?? written["period"] ?? written["seconds"] ?? written["per"]);
      const sound = requests > 0 && seconds > 0 && Number.isSafeInteger(requests) && Number.isSafeInteger(seconds);
      return sound
        ? [{ words: `${name}: ${requests} in ${seconds} s`, limits: { requests, windowMs: seconds * 1000 } }]
        : [];
    }),
  );
}
