import { answer, type Answer } from "./answer.ts";
import { pointerOf, type Place } from "./envelope.ts";
import type { ItemsPlace } from "./items.ts";
import { keyOf, type Model, type Operation } from "./operation.ts";
import { isVerb, lastLiteral, segmentsOf } from "./path.ts";
import type { PagingParameters } from "./paging-parameters.ts";
import type { PagingSignals } from "./paging-signals.ts";
import { flat, sameNoun, wordsOf } from "./words.ts";

export interface ListInput {
  readonly model: Model;
  readonly operation: Operation;
  readonly places: readonly Place[];
  readonly items: Answer<ItemsPlace>;
  readonly parameters: PagingParameters;
  readonly signals: PagingSignals;
}

/** Words that members of an envelope are made of: they say something about the page, not about a record. */
const META = new Set(
  (
    "total count number page pages per limit offset size next prev previous cursor cursors has more links link meta metadata pagination paging object type url " +
    "uri href self kind etag success ok status error errors warning warnings message messages code time timestamp took request version first " +
    "last sort order filter query start end result results set included additional related summary expand jsonapi response cache server " +
    "incomplete truncated usage deprecations odata scroll max min maximum sync marker position query info position facets aggregations stats " +
    "current index totals returned length provider resource hits available timing duration processing context correlation trace hint hints"
  ).split(" "),
);

/**
 * Does the operation list a collection? Points for what lists have, against what single objects, settings and reports have.
 * A list of 0 points or less is none; the confidence grows with the distance.
 */
export function isList(input: ListInput): Answer<boolean> {
  const marks = input.operation.method === "POST" ? postMarks(input) : getMarks(input);
  const points = marks.reduce((sum, mark) => sum + mark.points, 0);
  const evidence = marks
    .filter((mark) => mark.points !== 0)
    .map((mark) => `${mark.points > 0 ? "+" : "-"} ${mark.why}`);
  return answer(points > 0, Math.min(0.99, 0.5 + Math.abs(points) / 12), evidence);
}

interface Mark {
  readonly points: number;
  readonly why: string;
}

function getMarks(input: ListInput): readonly Mark[] {
  return [
    itemsMark(input),
    pagingMark(input),
    wordsMark(input),
    memberMark(input),
    pathMark(input),
    recordMark(input),
    itemMark(input),
    settingMark(input),
    batchMark(input),
    documentMark(input),
  ];
}

/** A POST lists only where it pages: everything else that answers with an array has done something to it. */
function postMarks(input: ListInput): readonly Mark[] {
  const pages = takesPage(input.parameters) && (isRead(input.operation) || answersNext(input.signals));
  const mark = { points: pages ? 4 : -20, why: pages ? "a POST that takes a page" : "a POST without pages" };
  return [itemsMark(input), mark, memberMark(input), recordMark(input)];
}

function takesPage({ page, offset, cursors }: PagingParameters): boolean {
  return page !== undefined || offset !== undefined || cursors.length > 0;
}

function isRead({ path, operationId = "" }: Operation): boolean {
  return [...wordsOf(lastLiteral(path) ?? ""), ...wordsOf(operationId)].some((word) => isVerb(word));
}

function answersNext({ nextCursor, nextUrl, hasMore }: PagingSignals): boolean {
  return nextCursor !== undefined || nextUrl !== undefined || hasMore !== undefined;
}

function itemsMark({ items }: ListInput): Mark {
  const { place, named, generic } = items.value;
  if (place.pointer === "") return { points: 4, why: "the answer is an array" };
  if (named) return { points: 4, why: `${place.pointer} is named as the path` };
  if (generic) return { points: 3, why: `${place.pointer} is a usual place of records` };
  return { points: items.confidence >= 0.8 ? 1 : -2, why: `${place.pointer} is an array` };
}

function pagingMark({ parameters, signals }: ListInput): Mark {
  const asks = takesPage(parameters) || parameters.limit !== undefined;
  const says = signals.nextCursor ?? signals.nextUrl ?? signals.hasMore ?? signals.total ?? signals.totalPages;
  if (asks) return { points: 5, why: "takes paging parameters" };
  return { points: says === undefined ? 0 : 3, why: says === undefined ? "" : `answers with ${says}` };
}

function wordsMark({ operation }: ListInput): Mark {
  const spoken = `${operation.operationId ?? ""} ${operation.text.slice(0, 200)}`;
  const lists = /\b(lists?|all|search(es)?|find|finds|enumerates?|browse|collection of|array of)\b/i.test(
    spoken.replaceAll(/([a-z])([A-Z])|_/g, "$1 $2"),
  );
  return { points: lists ? 1 : 0, why: "its words say that it lists" };
}

/** Members beside the array, and beside what holds it, that say nothing about pages belong to a single object. */
function memberMark({ places, items }: ListInput): Mark {
  const { place, named } = items.value;
  if (place.pointer === "") return { points: 0, why: "" };
  const onTheWay = new Set(place.path.map((_, index) => pointerOf(place.path.slice(0, index + 1))));
  const holders = new Set(place.path.map((_, index) => pointerOf(place.path.slice(0, index))));
  const beside = places.filter(
    (each) => each.path.length > 0 && !onTheWay.has(each.pointer) && holders.has(pointerOf(each.path.slice(0, -1))),
  );
  const foreign = beside.filter((each) => !isMeta(each));
  const identified = beside.some((each) => /^(id|_id|uuid|name|email)$/.test(each.path.at(-1) ?? ""));
  const points = -Math.min(foreign.length, named ? 4 : 7) - (identified && foreign.length > 2 ? 4 : 0);
  const names = foreign.slice(0, 4).map((each) => each.path.at(-1));
  return { points, why: `${foreign.length} members beside the array are no page data: ${names.join(", ")}` };
}

function isMeta(place: Place): boolean {
  const words = wordsOf(place.path.at(-1) ?? "");
  return words.length === 0 || words.some((word) => META.has(word));
}

/** A path that ends in a parameter names one thing. */
function pathMark({ operation, items, model, parameters }: ListInput): Mark {
  if (lastLiteral(operation.path) !== undefined) return { points: 0, why: "" };
  const hasChildren = model.byKey.has(keyOf("GET", `${operation.path}/{}`));
  const isArray = items.value.place.pointer === "";
  const base = isArray ? -4 : -8;
  return {
    points: (isArray && hasChildren) || takesPage(parameters) ? base / 2 : base,
    why: "the path ends in a parameter",
  };
}

function recordMark({ items }: ListInput): Mark {
  const { record, place } = items.value;
  if (record.types.has("array")) return { points: -12, why: "its items are arrays themselves" };
  if (record.types.has("boolean")) return { points: -12, why: "its items are answers of yes and no" };
  const plain = record.fields.size === 0 && [...record.types].some((type) => type !== "object");
  return { points: plain ? (place.path.length > 1 ? -6 : -2) : 0, why: "its items are plain values" };
}

/** The only array of objects in the answer, and a path for one of them: `/schema` and `/schema/{className}`. */
function itemMark({ model, operation, places, items }: ListInput): Mark {
  const arrays = places.filter(({ shape }) => shape.types.has("array") && model.read(shape.items).fields.size > 0);
  const only = arrays.length === 1 && arrays[0] === items.value.place;
  const item = ["GET", "DELETE"].some((method) => model.byKey.has(keyOf(method, `${operation.path}/{}`)));
  return { points: only && item ? 5 : 0, why: "one of its records has a path of its own" };
}

/** Records that are asked for one by one are no collection: a required parameter takes their keys. */
function batchMark({ operation }: ListInput): Mark {
  const keys = operation.parameters.find(
    ({ place, required, name }) =>
      place === "query" && required && /(^|_|[a-z])(ids|uris|keys|guids|uuids)$/i.test(name),
  );
  return { points: keys === undefined ? 0 : -12, why: `${keys?.name ?? ""} names the records that are wanted` };
}

/** An array that is written as a whole by PUT to the same path is a value, not a collection. */
function settingMark({ model, operation, items }: ListInput): Mark {
  const put = model.byKey.get(keyOf("PUT", operation.path)) ?? model.byKey.get(keyOf("PATCH", operation.path));
  const plain = items.value.record.fields.size === 0;
  const whole = put !== undefined && model.read(put.body).types.has("array");
  return {
    points: put !== undefined && (plain || whole) && plain ? -6 : 0,
    why: "the same path is written as a whole",
  };
}

/** Documents that standards define (RFC 7517 key sets, RFC 8615 well-known places), and words of reports. */
function documentMark({ operation, items }: ListInput): Mark {
  const last = flat(lastLiteral(operation.path) ?? "");
  if (last.startsWith("jwks") || operation.path.includes(".well-known"))
    return { points: -12, why: "a document of a standard" };
  const report = segmentsOf(operation.path).some((segment) =>
    /^(reports?|metrics|stats|statistics|analytics|summary)$/i.test(segment),
  );
  const { named, place } = items.value;
  const wrapped =
    place.path.length === 1 &&
    !named &&
    segmentsOf(operation.path)
      .slice(0, -1)
      .some((segment) => sameNoun(segment, place.path[0] ?? ""));
  return {
    points: (report ? -3 : 0) + (wrapped && last !== "" && !isVerb(last) ? -3 : 0),
    why: "a report, or one thing in an array of one",
  };
}
