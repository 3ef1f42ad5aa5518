import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One labelled operation of the corpus: the members that a connector is made from. */
export interface Label {
  readonly operationId?: string | undefined;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly isList: boolean;
  readonly stream?: string | undefined;
  readonly items: string | null;
  /** Other arrays of the answer that are as much its records: a document cannot say which of two was meant. */
  readonly itemsAlternatives?: readonly string[] | undefined;
  readonly pagination: LabelPagination | null;
  readonly primaryKey: string | null;
  readonly primaryKeyAlternatives?: readonly string[] | undefined;
  readonly incremental: LabelIncremental;
  readonly deletes?: { readonly field?: string | undefined; readonly includeParam?: string | undefined } | undefined;
  readonly crud?: Readonly<Partial<Record<"create" | "get" | "update" | "delete" | "bulk", string>>> | undefined;
}

export interface LabelPagination {
  readonly style: string;
  readonly request: Readonly<Partial<Record<"limit" | "page" | "offset" | "cursor", string>>>;
  readonly response: Readonly<
    Partial<Record<"nextCursor" | "nextUrl" | "hasMore" | "total" | "totalPages" | "nextPage" | "nextOffset", string>>
  >;
}

export interface LabelIncremental {
  readonly param: string | null;
  readonly cursorField: string | null;
  readonly kind?: string | undefined;
}

/** What is labelled about a vendor as a whole. */
export interface VendorLabel {
  readonly vendor: string;
  readonly title: string;
  readonly spec: string;
  readonly authSchemes: readonly string[];
  readonly idempotencyHeader: string | null;
}

export interface LabelledVendor {
  readonly name: string;
  /** File of its OpenAPI document. */
  readonly file: string;
  readonly labels: readonly Label[];
  readonly vendor: VendorLabel;
}

const root = fileURLToPath(new URL("../../../shared/corpus/", import.meta.url));

/** The labelled vendors; empty where the corpus is not beside the repository. */
export function labelledVendors(): readonly LabelledVendor[] {
  if (!existsSync(`${root}truth`)) return [];
  const names = readdirSync(`${root}truth`).filter((file) => file.endsWith(".vendor.json"));
  return names.map((file) => {
    const name = file.slice(0, -".vendor.json".length);
    const vendor: VendorLabel = JSON.parse(readFileSync(`${root}truth/${file}`, "utf8"));
    const labels: readonly Label[] = JSON.parse(readFileSync(`${root}truth/${name}.json`, "utf8"));
    return { name, file: `${root}specs/${vendor.spec}`, labels, vendor };
  });
}
