import type { Json, JsonObject } from "@waybill/sync/connector";
import type { Exchange } from "../http/exchange.ts";
import { judgeOf, type Judge } from "./breaches.ts";
import { membersOf, rawOperation, type DocumentReading } from "./raw-operation.ts";
import { selfContained } from "./self-contained.ts";
import { typedForm } from "../document/typed.ts";
import type { Breach } from "./violation.ts";

/** Holds the body of a request against what its operation declares. */
export interface BodyContract {
  check(exchange: Exchange): readonly Breach[];
  /** The body with the fields of a form typed as declared. */
  typed(exchange: Exchange): Json | undefined;
}

/** `own`: members that the vendor writes itself, such as keys. */
export function bodyContract(operation: string, options: DocumentReading & { own: ReadonlySet<string> }): BodyContract {
  const { reader } = options;
  const declared = reader.resolve(rawOperation(operation, options)["requestBody"]);
  const content = membersOf(declared["content"]);
  const judges = new Map<string, Judge>();
  const judge = (type: string, schema: Json): Judge => {
    const partial = operation.startsWith("PATCH ");
    const known = judges.get(type) ?? judgeOf(selfContained(schema, { reader, partial, own: options.own }));
    judges.set(type, known);
    return known;
  };
  return {
    check(exchange) {
      if (exchange.malformed) return [breach("malformed", "JSON")];
      const media = mediaOf(exchange, content);
      if (media === "another") return [wrongMedia(content)];
      if (exchange.body === undefined)
        return declared["required"] === true && isEmpty(exchange, media) ? [breach("missing", "a body")] : [];
      if (media === "none") return [];
      const value = typedAs(media, exchange, options) ?? null;
      return judge(media.type, media.schema)(value).map((finding) => ({ ...finding, in: "body" }));
    },
    typed(exchange) {
      const media = mediaOf(exchange, content);
      return typeof media === "string" ? exchange.body : typedAs(media, exchange, options);
    },
  };
}

interface Media {
  readonly type: string;
  readonly schema: Json;
}

/** The declared media type that the request names; `none` where nothing is declared, or nothing that could be checked. */
function mediaOf({ request }: Exchange, content: JsonObject): Media | "none" | "another" {
  const types = Object.keys(content);
  const sent = essence(request.headers.get("content-type") ?? "");
  if (types.length === 0 || sent === "") return "none";
  const type = types.find((each) => covers(essence(each), sent));
  if (type === undefined) return "another";
  const schema = membersOf(content[type])["schema"];
  return schema === undefined || !/json|x-www-form-urlencoded/.test(sent) ? "none" : { type, schema };
}

const essence = (type: string): string => (type.split(";")[0] ?? "").trim().toLowerCase();

/** `application/*` covers both; one kind of JSON stands for another, as vendors take it. */
const covers = (declared: string, sent: string): boolean =>
  declared === sent ||
  declared === "*/*" ||
  (declared.endsWith("/*") && sent.startsWith(declared.slice(0, -1))) ||
  (/[/+]json$/.test(declared) && /[/+]json$/.test(sent));

/** JSON says itself what its values are. */
const typedAs = ({ schema }: Media, { body, request }: Exchange, { reader }: DocumentReading): Json | undefined =>
  body !== undefined && essence(request.headers.get("content-type") ?? "").includes("form")
    ? typedForm(body, schema, reader)
    : body;

/** A body that is neither JSON nor a form, such as a file, is there although it was not read. */
const isEmpty = ({ request }: Exchange, media: Media | "none"): boolean =>
  media !== "none" || request.headers.get("content-type") === null;

const breach = (rule: "malformed" | "missing", expected: string): Breach => ({ in: "body", name: "", rule, expected });

const wrongMedia = (content: JsonObject): Breach => ({
  in: "header",
  name: "content-type",
  rule: "media-type",
  expected: Object.keys(content).join(", "),
});
