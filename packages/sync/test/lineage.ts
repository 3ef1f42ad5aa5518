import { createEmulator } from "@waybill/emulator";
import type { Emulator } from "@waybill/emulator";
import { ancestorsOf } from "../src/connector/ancestors.ts";
import { readPointer } from "../src/connector/index.ts";
import type { Json, ParentRef, StreamContract } from "../src/connector/index.ts";
import { pull } from "../src/pull/pull.ts";
import type { RunReceipt } from "../src/receipt/receipt.ts";
import type { Store } from "../src/store/index.ts";
import { contractWith } from "./contract.ts";
import { pullContext } from "./pull-context.ts";
import type { ContextOptions, TestContext, Vendor } from "./pull-context.ts";
import { vendorClock } from "./vendor-clock.ts";
import { vendorConnector, vendorDocument } from "./vendor-document.ts";

/** Workspaces with teams with projects, the lists below asked for in one of two ways. */
export interface LineageShape {
  readonly teams: { readonly path: string; readonly parent: ParentRef };
  readonly projects: { readonly path: string; readonly parent: ParentRef };
}

/** A required query parameter names the parent. */
export const byQuery: LineageShape = {
  teams: { path: "/teams", parent: { stream: "workspaces", parameters: { workspace: "/id" } } },
  projects: { path: "/projects", parent: { stream: "teams", parameters: { team: "/id" } } },
};

/** Teams are numbered anew in each workspace, so that the path of a project names both. */
export const byPath: LineageShape = {
  teams: {
    path: "/workspaces/{workspace}/teams",
    parent: { stream: "workspaces", parameters: { workspace: "/id" }, keys: "below-parent" },
  },
  projects: {
    path: "/workspaces/{workspace}/teams/{team}/projects",
    parent: { stream: "teams", parameters: { team: "/id" }, inherits: ["workspace"], keys: "below-parent" },
  },
};

export interface Lineage {
  readonly asked: string[];
  /** Answers in place of the lists of these paths, with the parameter that names a parent where one does, for as long as they are there. */
  readonly broken: Map<string, Vendor>;
  readonly emulator: Emulator;
  readonly workspaces: TestContext;
  readonly teams: TestContext;
  readonly projects: TestContext;
  addTeam(workspace: string, team: string, ...projects: readonly string[]): void;
  /** Pulls all three, and gives the receipt of the projects. */
  pullAll(mode?: "full" | "incremental"): Promise<RunReceipt>;
  /** Ids of the stored projects, sorted. */
  stored(): Promise<readonly string[]>;
}

/** Three generations of an emulated vendor, with a context for each over one store. */
export function lineageOf(
  shape: LineageShape,
  options: Omit<ContextOptions, "vendor" | "contract"> & { readonly change?: Partial<ParentRef> | undefined } = {},
): Lineage {
  const contracts = contractsOf(shape, options.change);
  const connector = vendorConnector(...contracts);
  const emulator = createEmulator({
    document: vendorDocument(connector),
    connector,
    clock: vendorClock(),
    records: 0,
    newestAt: 0,
    contract: "report",
    paging: { maxPageSize: 2 },
  });
  const asked: string[] = [];
  const broken = new Map<string, Vendor>();
  const vendor: Vendor = async (request) => {
    const list = listOf(new URL(request.url));
    asked.push(list);
    return broken.get(list)?.(request) ?? emulator.fetch(request);
  };
  const [workspaces, teams, projects] = contextsOf(connector.streams, { ...options, vendor });
  const pulled = async (context: TestContext, mode?: "full" | "incremental") =>
    context.clock.settle(pull(context, { signal: new AbortController().signal, mode }));
  return {
    asked,
    broken,
    emulator,
    workspaces,
    teams,
    projects,
    addTeam: (workspace, team, ...added) => {
      if (!emulator.records("workspaces").some((each) => idIn(each) === workspace))
        emulator.create("workspaces", { id: workspace });
      emulator.create("teams", { id: team }, { workspace });
      for (const id of added) emulator.create("projects", { id }, { workspace, team });
    },
    pullAll: async (mode) => {
      await pulled(workspaces, mode);
      await pulled(teams, mode);
      return pulled(projects, mode);
    },
    stored: async () => storedIds(workspaces.store),
  };
}

/** A list without the paging of it. */
function listOf({ pathname, searchParams }: URL): string {
  const named = [...searchParams].filter(([name]) => name === "workspace" || name === "team");
  return [pathname, ...named.map((each) => each.join("="))].join("?");
}

function contractsOf(shape: LineageShape, change: Partial<ParentRef> = {}): readonly StreamContract[] {
  const listed = (name: string, path: string, parent?: ParentRef) =>
    contractWith({ name, list: { method: "GET", path }, ...(parent !== undefined && { parent }) });
  return [
    listed("workspaces", "/workspaces"),
    listed("teams", shape.teams.path, shape.teams.parent),
    listed("projects", shape.projects.path, { ...shape.projects.parent, ...change }),
  ];
}

function contextsOf(
  streams: Readonly<Record<string, StreamContract>>,
  options: ContextOptions,
): readonly [TestContext, TestContext, TestContext] {
  const first = pullContext(options);
  const context = (name: string): TestContext => {
    const contract = streams[name] ?? contractWith();
    const ancestors = ancestorsOf(vendorConnector(...Object.values(streams)), contract);
    const { store, clock } = first;
    return { ...pullContext({ ...options, store, clock, contract }), newId: () => first.newId(), ancestors };
  };
  return [context("workspaces"), context("teams"), context("projects")];
}

async function storedIds(store: Store): Promise<readonly string[]> {
  const keys = await store.keys("acme", "projects", { limit: 10_000 });
  const rows = await store.bases("acme", "projects", keys);
  return rows.map((row) => idIn(row?.data ?? null)).toSorted();
}

function idIn(record: Json): string {
  const id = readPointer(record, "/id");
  return typeof id === "string" ? id : JSON.stringify(id);
}
