import type { Connector, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Model } from "../document/operation.ts";

/** Name, version and address of the API. */
export type Service = Pick<Connector, "vendor" | "title" | "version" | "baseUrl">;

/** A host that never resolves (RFC 2606), where the document names none: a request must not go to a guess. */
const NO_HOST = "https://unknown.invalid";

/** Whether a document names where its API is. */
export function namesHost({ baseUrl }: Pick<Service, "baseUrl">): boolean {
  return !baseUrl.startsWith(NO_HOST);
}

export function inferService(model: Model, name: string | undefined): Answer<Service> {
  const info = objectAt(model.document, "info");
  const title = name?.trim() || titleOf(textAt(info, "title") ?? "");
  const server = serverOf(model);
  const known = server !== undefined && isAddress(server);
  const baseUrl = known ? server : `${NO_HOST}${server?.startsWith("/") === true ? server : ""}`;
  const service = {
    vendor: slug(title),
    title,
    version: textAt(info, "version") || "unversioned",
    baseUrl: baseUrl.replace(/\/+$/, ""),
  };
  if (!known) return answer(service, 0.3, "no server with a host is named");
  const open = openVariable(model);
  return open === undefined ? answer(service, 0.95, "the first server") : answer(service, 0.7, open);
}

/** Whether it names a host; what stands for a variable without a default may be part of one. */
function isAddress(server: string): boolean {
  return /^https?:\/\/[^/]/.test(server) && URL.canParse(server.replaceAll(/[{}]/g, ""));
}

/** `Harbor CRM API v2` and `Harbor CRM's official OpenAPI description` are those of Harbor CRM. */
function titleOf(written: string): string {
  const start = written.slice(0, LONGEST_TITLE);
  const short = start
    .replace(/^\s*(v\d[\d.]*:|the\b)\s*/i, "")
    .replace(OF_API, "")
    .replace(/(?<=\S)\s+v\d[\d.]*\s*$/i, "")
    .replace(/[\s(&,–-]+$/, "")
    .trim();
  return short === "" ? start.trim() || "Unnamed" : short;
}

/** Longer is a text and no title; looking for an end in it would take ever longer. */
const LONGEST_TITLE = 200;

/** What says of a title that it is an API's: not in `Amazon API Gateway`, which goes on with a name. */
const OF_API =
  /(?<=\S)(['’]s)?[\s:(–-]+(official\s+)?(REST\s+)?(API|OpenAPI)(\W*$|[\s:–-]+((reference|documentation|docs|endpoints?|spec(ification)?|description)\b|v?\d|[([]).*$)/is;

function slug(title: string): string {
  const text = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return text === "" ? "unnamed" : text;
}

/** What has to be known about a customer to know the address: a variable with several values to choose from, or one that is part of the host. */
function openVariable(model: Model): string | undefined {
  const server = firstServer(model);
  const url = (textAt(server, "url") ?? "").trim();
  // Which of two protocols is no question about the customer.
  const start = url.includes("://") ? url.indexOf("://") + 3 : 0;
  const end = url.includes("/", start) ? url.indexOf("/", start) : url.length;
  const variables = [...url.matchAll(/\{([^}]+)\}/g)].filter(({ index }) => index >= start);
  for (const { 1: name = "", index } of variables) {
    const variable = objectAt(objectAt(server, "variables"), name);
    const [value, ...others] = arrayAt(variable, "enum").map(String);
    if (others.length > 0) return choice(name, [value, ...others], textAt(variable, "default"));
    if (index < end && value === undefined)
      return `the first server, whose host depends on the customer: {${name}} stands at its default`;
  }
  return undefined;
}

function choice(name: string, values: readonly (string | undefined)[], fallback: string | undefined): string {
  const more = values.length - MOST_NAMED;
  const named = `${values.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const stands = fallback === undefined ? "" : `, and stands at its default, ${fallback}`;
  return `the first server, whose {${name}} is one of ${named}${stands}`;
}

/** Values of a variable that are named; some documents have all regions of the world. */
const MOST_NAMED = 6;

function firstServer({ document }: Model): JsonObject | undefined {
  return arrayAt(document, "servers").find((each) => isObject(each));
}

/** The first server, its variables at their defaults (OpenAPI 3.1, section 4.8.5). */
function serverOf(model: Model): string | undefined {
  const server = firstServer(model);
  const variables = objectAt(server, "variables");
  const url = textAt(server, "url")?.replaceAll(
    /\{([^}]+)\}/g,
    (whole, name: string) => textAt(objectAt(variables, name), "default") ?? whole,
  );
  return url?.trim().replaceAll(/\s/g, encodeURIComponent);
}
