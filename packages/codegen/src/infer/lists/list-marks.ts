import type { Answer } from "../rules/answer.ts";
import { isEnvelopeWord } from "./envelope-words.ts";
import type { Place } from "../document/envelope.ts";
import type { ItemsPlace } from "./items.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { isVerb, lastLiteral, segmentsOf } from "../document/path.ts";
import type { PagingParameters } from "../pagination/paging-parameters.ts";
import type { PagingSignals } from "../pagination/paging-signals.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import { flat, sameNoun, wordsOf } from "../words/words.ts";

export interface ListInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly places: readonly Place[];
  readonly items: Answer<ItemsPlace>;
  readonly parameters: PagingParameters;
  readonly signals: () => PagingSignals;
  /** What an extension says about paging. */
  readonly extension: string | undefined;
}

interface Mark {
  /** For a list above 0, against one below. */
  readonly points: number;
  readonly why: string;
}

/** Something that speaks for a list or against one. */
export interface MarkRule extends Rule {
  readonly mark: (input: ListInput) => Mark | undefined;
}

const extensionMark: MarkRule = {
  name: "an extension",
  rests: "the paging extensions of extensions.ts",
  mark: ({ extension }) => mark(extension !== undefined, 20, `${extension} says how it is paged`),
};

const itemsMark: MarkRule = {
  name: "place of the array",
  mark: ({ items }) => {
    const { place, named, generic } = items.value;
    if (place.pointer === "") return { points: 4, why: "the answer is an array" };
    if (named) return { points: 4, why: `${place.pointer} is named as the path` };
    if (generic) return { points: 3, why: `${place.pointer} is a usual place of records` };
    return { points: items.confidence >= 0.8 ? 1 : -2, why: `${place.pointer} is an array` };
  },
};

/** Members beside the array, and beside what holds it, that say nothing about pages belong to a single object. */
const memberMark: MarkRule = {
  name: "members beside the array",
  mark: ({ places, items, model: { keep } }) => {
    const { place, named } = items.value;
    if (place.pointer === "") return undefined;
    const beside = besideOf(place, places);
    const foreign = beside.filter((each) => !isMeta(keep, each));
    const identified = beside.some((each) => /^(id|_id|uuid|name|email)$/.test(each.path.at(-1) ?? ""));
    const points = -Math.min(foreign.length, named ? 4 : 7) - (identified && foreign.length > 2 ? 4 : 0);
    const names = foreign.slice(0, 4).map((each) => each.path.at(-1));
    const [members, are] = foreign.length === 1 ? ["member", "is"] : ["members", "are"];
    return { points, why: `${foreign.length} ${members} beside the array ${are} no page data: ${names.join(", ")}` };
  },
};

/** Members of what holds the array, and of what that stands in, that do not lead to it. */
function besideOf({ path: way }: Place, places: readonly Place[]): readonly Place[] {
  return places.filter(({ path }) => {
    const last = path.length - 1;
    return (
      last >= 0 &&
      last < way.length &&
      path[last] !== way[last] &&
      way.slice(0, last).every((name, at) => path[at] === name)
    );
  });
}

function isMeta(keep: Keep, { path }: Place): boolean {
  const words = wordsOf(path.at(-1) ?? "");
  return words.length === 0 || words.some((word) => isEnvelopeWord(keep, word));
}

const recordMark: MarkRule = {
  name: "what its items are",
  mark: ({ items }) => {
    const { record, place } = items.value;
    if (record.types.has("array")) return { points: -12, why: "its items are arrays themselves" };
    if (record.types.has("boolean")) return { points: -12, why: "its items are answers of yes and no" };
    const plain = record.fields.size === 0 && [...record.types].some((type) => type !== "object");
    return { points: plain ? (place.path.length > 1 ? -6 : -2) : 0, why: "its items are plain values" };
  },
};

const pagingMark: MarkRule = {
  name: "paging",
  mark: ({ parameters, signals }) => {
    if (takesPage(parameters) || parameters.limit !== undefined) return { points: 5, why: "takes paging parameters" };
    const { nextCursor, nextUrl, hasMore, total, totalPages } = signals();
    const says = nextCursor ?? nextUrl ?? hasMore ?? total ?? totalPages;
    return mark(says !== undefined, 3, `answers with ${says}`);
  },
};

const wordsMark: MarkRule = {
  name: "words of lists",
  mark: ({ operation }) => {
    const spoken = `${operation.operationId ?? ""} ${operation.text.slice(0, 200)}`;
    const lists = /\b(lists?|all|search(es)?|find|finds|enumerates?|browse|collection of|array of)\b/i;
    return mark(lists.test(spoken.replaceAll(/([a-z])([A-Z])|_/g, "$1 $2")), 1, "its words say that it lists");
  },
};

/** A path that ends in a parameter names one thing. */
const pathMark: MarkRule = {
  name: "path of one thing",
  mark: ({ operation, items, model, parameters }) => {
    if (lastLiteral(operation.path) !== undefined) return undefined;
    const hasChildren = model.byKey.has(keyOf("GET", `${operation.path}/{}`));
    const isArray = items.value.place.pointer === "";
    const base = isArray ? -4 : -8;
    const points = hasChildren || takesPage(parameters) ? base / 2 : base;
    return { points, why: "the path ends in a parameter" };
  },
};

/** The only array of objects in the answer, and a path for one of them: `/schema` and `/schema/{className}`. */
const itemMark: MarkRule = {
  name: "path of one record",
  mark: ({ model, operation, places, items }) => {
    const item = ["GET", "DELETE"].some((method) => model.byKey.has(keyOf(method, `${operation.path}/{}`)));
    if (!item) return undefined;
    const arrays = places.filter(({ shape }) => shape.types.has("array") && model.read(shape.items).fields.size > 0);
    const only = arrays.length === 1 && arrays[0] === items.value.place;
    return mark(only, 5, "one of its records has a path of its own");
  },
};

/** An array of plain values that is written as a whole by PUT or PATCH to the same path is a value, not a collection. */
const settingMark: MarkRule = {
  name: "written as a whole",
  mark: ({ model, operation, items }) => {
    const put = model.byKey.get(keyOf("PUT", operation.path)) ?? model.byKey.get(keyOf("PATCH", operation.path));
    const plain = items.value.record.fields.size === 0;
    return mark(put !== undefined && plain, -6, "the same path is written as a whole");
  },
};

const KEYS = /(^|_|[a-z])(ids|uris|keys|guids|uuids)(\[\])?$/i;

/** Records that are asked for one by one are no collection: a required parameter takes their keys. */
const batchMark: MarkRule = {
  name: "asked for by keys",
  rests: "Google AIP-231, batch get",
  mark: ({ operation, parameters }) => {
    const asked = operation.parameters.filter(({ place, name }) => place === "query" && KEYS.test(name));
    const keys = asked.find(({ required }) => required);
    if (keys !== undefined) return { points: -12, why: `${keys.name} names the records that are wanted` };
    const isBatch = /^(show|get|read|fetch|lookup)(many|multiple|batch|bulk)$/.test(
      flat(lastLiteral(operation.path) ?? ""),
    );
    // Without keys to ask for, or with pages, it may as well list batches: `/sms/getBulk`.
    const named = isBatch && asked.length > 0 && !takesPage(parameters);
    return mark(named, -12, "reads the records that it is asked for");
  },
};

const documentMark: MarkRule = {
  name: "documents of standards",
  rests: "RFC 7517, key sets; RFC 8615, well-known places",
  mark: ({ operation }) => {
    const last = flat(lastLiteral(operation.path) ?? "");
    return mark(last.startsWith("jwks") || operation.path.includes(".well-known"), -12, "a document of a standard");
  },
};

const reportMark: MarkRule = {
  name: "reports",
  mark: ({ operation }) => {
    const words = /^(reports?|metrics|stats|statistics|analytics|summary)$/i;
    return mark(
      segmentsOf(operation.path).some((segment) => words.test(segment)),
      -3,
      "a report",
    );
  },
};

/** `/invoices/{id}/history` that answers with `invoices`: the thing above, in an array of one. */
const wrappedMark: MarkRule = {
  name: "the thing above",
  mark: ({ operation, items, model }) => {
    const { named, place } = items.value;
    const last = lastLiteral(operation.path) ?? "";
    const above = segmentsOf(operation.path).slice(0, -1);
    const wrapped = place.path.length === 1 && !named && above.some((each) => sameNoun(each, place.path[0] ?? ""));
    return mark(wrapped && last !== "" && !isVerb(model.keep, last), -3, "one thing in an array of one");
  },
};

/** What was thrown away lies apart until it is gone: no stream of records that are in use. */
const trashMark: MarkRule = {
  name: "trash",
  mark: ({ operation }) => {
    const thrown = segmentsOf(operation.path).some((segment) => /^(trash(ed)?|recycle-?bin)$/i.test(segment));
    return mark(thrown, -20, "what was thrown away");
  },
};

/** What is offered while a person types is cut short on purpose and has no end to read to. */
const suggestMark: MarkRule = {
  name: "suggestions",
  mark: ({ operation, parameters }) => {
    const last = flat(lastLiteral(operation.path) ?? "");
    const suggests = /^(suggest(ions?)?|autocomplet(e|ion)s?|typeaheads?|complet(e|ions?)|lookahead)$/.test(last);
    return mark(suggests && !takesPage(parameters), -12, "suggestions for what is typed");
  },
};

/** Checks of a service and of its parts say how it is now. */
const healthMark: MarkRule = {
  name: "health",
  rests: "draft-inadarei-api-health-check; Kubernetes and Spring Boot health endpoints",
  mark: ({ operation }) => {
    const last = flat(lastLiteral(operation.path) ?? "");
    return mark(
      /^(health(z|check|checks)?|livez|readyz|liveness|readiness|ping|heartbeat)$/.test(last),
      -12,
      "a check of health",
    );
  },
};

/**
 * A POST lists only where it pages: everything else that answers with an array has done something to it. So has one beside a GET of the same path, whose
 * envelope it borrows, unless its name says that it reads.
 */
export const postPagesMark: MarkRule = {
  name: "a POST that pages",
  mark: ({ parameters, operation, signals, model: { keep, byKey } }) => {
    const isAlone = !byKey.has(keyOf("GET", operation.path));
    const pages = takesPage(parameters) && (isRead(keep, operation) || (isAlone && answersNext(signals())));
    return { points: pages ? 4 : -20, why: pages ? "a POST that takes a page" : "a POST without pages" };
  },
};

function isRead(keep: Keep, { path, operationId = "" }: Operation): boolean {
  return [...wordsOf(lastLiteral(path) ?? ""), ...wordsOf(operationId)].some((word) => isVerb(keep, word));
}

function answersNext({ nextCursor, nextUrl, hasMore }: PagingSignals): boolean {
  return nextCursor !== undefined || nextUrl !== undefined || hasMore !== undefined;
}

export function takesPage({ page, offset, cursors }: PagingParameters): boolean {
  return page !== undefined || offset !== undefined || cursors.length > 0;
}

function mark(holds: boolean, points: number, why: string): Mark | undefined {
  return holds ? { points, why } : undefined;
}

/** What speaks for and against a GET. */
export const getMarks: readonly MarkRule[] = [
  extensionMark,
  itemsMark,
  pagingMark,
  wordsMark,
  memberMark,
  pathMark,
  recordMark,
  itemMark,
  settingMark,
  batchMark,
  documentMark,
  reportMark,
  wrappedMark,
  trashMark,
  suggestMark,
  healthMark,
];

/** What speaks for and against a POST. */
export const postMarks: readonly MarkRule[] = [extensionMark, itemsMark, postPagesMark, memberMark, recordMark];
