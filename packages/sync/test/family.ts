import type { Json, JsonObject, StreamContract } from "../src/connector/index.ts";
import { asRecordKey } from "../src/record/record-key.ts";
import { hashRecord } from "../src/record/hash-record.ts";
import { pull } from "../src/pull/pull.ts";
import type { RunReceipt } from "../src/receipt/receipt.ts";
import type { Store } from "../src/store/index.ts";
import { contractWith } from "./contract.ts";
import { pullContext } from "./pull-context.ts";
import type { ContextOptions, TestContext, Vendor } from "./pull-context.ts";
import { json } from "./vendor.ts";

/** Projects with their tasks: a vendor of two streams, one listed per record of the other. */
export interface FamilyVendor {
  /** Tasks by project. */
  readonly tasks: Map<string, JsonObject[]>;
  /** Paths and query strings asked for, in order. */
  readonly asked: string[];
  /** Answers in place of the list of a project's tasks, for as long as they are there. */
  readonly broken: Map<string, Vendor>;
  /** Whether lists tell their number of records. Default true. */
  counts: boolean;
  readonly vendor: Vendor;
}

const pageSize = 3;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export function familyVendor(tasks: Readonly<Record<string, readonly JsonObject[]>>): FamilyVendor {
  const family: FamilyVendor = {
    tasks: new Map(Object.entries(tasks).map(([project, list]) => [project, [...list]])),
    asked: [],
    broken: new Map(),
    counts: true,
    vendor: (request) => {
      const url = new URL(request.url);
      family.asked.push(url.pathname + url.search);
      const [, , project] = url.pathname.split("/").map(decodeURIComponent);
      if (project === undefined) return listed(family, projectsOf(family), url);
      const broken = family.broken.get(project);
      if (broken !== undefined) return broken(request);
      const found = family.tasks.get(project);
      return found === undefined ? json({}, { status: 404 }) : listed(family, found, url);
    },
  };
  return family;
}

const projectsOf = ({ tasks }: FamilyVendor): readonly JsonObject[] => [...tasks.keys()].map((id) => ({ id }));

function listed({ counts }: FamilyVendor, rows: readonly JsonObject[], { searchParams }: URL): Response {
  const since = searchParams.get("updated_since");
  const wanted = since === null ? rows : rows.filter((row) => textOf(row["updated_at"]) >= since);
  const from = Number(searchParams.get("cursor") ?? 0);
  const to = from + pageSize;
  const next: Json = to < wanted.length ? String(to) : null;
  return json({ data: wanted.slice(from, to), next, ...(counts && { total: wanted.length }) });
}

const projectStream: StreamContract = contractWith({
  name: "projects",
  list: { method: "GET", path: "/projects" },
});

export function taskStream(change: Partial<StreamContract> = {}): StreamContract {
  return contractWith({
    name: "tasks",
    list: { method: "GET", path: "/projects/{project}/tasks" },
    parent: { stream: "projects", parameters: { project: "/id" } },
    ...change,
  });
}

/** Contexts of both streams over one store and clock. */
export interface Family {
  readonly projects: TestContext;
  readonly tasks: TestContext;
}

export function familyOf(options: ContextOptions): Family {
  const projects = pullContext({ ...options, contract: projectStream });
  const tasks = {
    ...pullContext({
      ...options,
      store: projects.store,
      clock: projects.clock,
      contract: options.contract ?? taskStream(),
    }),
    newId: () => projects.newId(),
    parent: projectStream,
  };
  return { projects, tasks };
}

/** Pulls the parents, then the children; the receipt of the children's run. */
export async function pullFamily(
  { projects, tasks }: Family,
  mode?: "full" | "incremental",
  signal = new AbortController().signal,
): Promise<RunReceipt> {
  await projects.clock.settle(pull(projects, { signal, mode }));
  return tasks.clock.settle(pull(tasks, { signal, mode }));
}

/** Parents that are stored without asking anybody. */
export async function storeParents(store: Store, ids: readonly string[], run = "given"): Promise<void> {
  const put = ids.map((id) => ({ key: asRecordKey(id), data: { id }, hash: hashRecord({ id }), run }));
  await store.commit({ connection: "acme", stream: "projects", put });
}
