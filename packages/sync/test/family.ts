import type { Json, JsonObject, StreamContract } from "../src/connector/index.ts";
import { readPointer } from "../src/connector/pointer.ts";
import { asRecordKey } from "../src/record/record-key.ts";
import { hashRecord } from "../src/record/hash-record.ts";
import { pull } from "../src/pull/pull.ts";
import type { RunReceipt } from "../src/receipt/receipt.ts";
import type { Store } from "../src/store/index.ts";
import { contractWith, datedBy } from "./contract.ts";
import { createEmulator } from "@waybill/emulator";
import { pullContext } from "./pull-context.ts";
import type { ContextOptions, TestContext, Vendor } from "./pull-context.ts";
import { json } from "./vendor.ts";
import { vendorClock } from "./vendor-clock.ts";
import { vendorConnector, vendorDocument } from "./vendor-document.ts";

const pageSize = 3;

/** Projects with their tasks: an emulator of two streams, one listed per record of the other. */
export interface FamilyVendor {
  /** Paths and query strings asked for, in order. */
  readonly asked: string[];
  /** Answers in place of the list of a project's tasks, for as long as they are there. */
  readonly broken: Map<string, Vendor>;
  /** Whether lists tell their number of records. Default true. */
  counts: boolean;
  readonly vendor: Vendor;
  /** Adds tasks to a project, which is added with them where there is none. What `updated_at` says is when that happened. */
  add(project: string, ...tasks: readonly JsonObject[]): void;
  /** Removes a project with its tasks. */
  remove(project: string): void;
  /** Removes the task that a project got last. */
  removeLast(project: string): void;
  /** Ids of the tasks of all projects, sorted. */
  taskIds(): readonly string[];
}

export function familyVendor(tasks: Readonly<Record<string, readonly JsonObject[]>>): FamilyVendor {
  const dated = Object.values(tasks).some((list) => list.some((task) => task["updated_at"] !== undefined));
  const connector = vendorConnector(projectStream, taskStream(dated ? { incremental: datedBy } : {}));
  const clock = vendorClock();
  const emulator = createEmulator({
    document: vendorDocument(connector),
    connector,
    clock,
    records: 0,
    newestAt: 0,
    contract: "report",
    paging: { maxPageSize: pageSize },
  });
  const projects = new Set<string>();
  const family: FamilyVendor = {
    asked: [],
    broken: new Map(),
    counts: true,
    vendor: async (request) => {
      const { pathname, search } = new URL(request.url);
      family.asked.push(pathname + search);
      const [, , project = ""] = pathname.split("/").map(decodeURIComponent);
      const answer = await (family.broken.get(project)?.(request) ?? emulator.fetch(request));
      return family.counts ? answer : json({ ...(await answer.json()), total: undefined });
    },
    add: (project, ...added) => {
      if (!projects.has(project)) emulator.create("projects", { id: project });
      projects.add(project);
      for (const task of added) clock.at(task, () => emulator.create("tasks", task, { project }));
    },
    remove: (project) => {
      emulator.remove("projects", project);
      projects.delete(project);
    },
    removeLast: (project) => {
      emulator.remove("tasks", emulator.children("tasks", { project }).map(idOf).at(-1) ?? null);
    },
    taskIds: () =>
      [...projects]
        .flatMap((project) => emulator.children("tasks", { project }).map((task) => idText(idOf(task))))
        .toSorted(),
  };
  for (const [project, list] of Object.entries(tasks)) family.add(project, ...list);
  return family;
}

const idOf = (record: Json): Json => readPointer(record, "/id") ?? null;

const idText = (id: Json): string => (typeof id === "string" ? id : JSON.stringify(id));

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
    ancestors: [projectStream],
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
