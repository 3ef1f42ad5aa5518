import { QueryClient, useQuery } from "@tanstack/react-query";
import { type RenderedProps, StatusBadge, WaybillProvider } from "@waybill/react";
import { createMemorySource, exampleSnapshot } from "@waybill/react/testing";
import { Fragment, type ReactElement, type ReactNode, createContext, useContext, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

/** How often a hundred badges render while one sync moves, and while everything is read again. */
export interface RenderCounts {
  readonly name: string;
  readonly ticks: number;
  readonly refetches: number;
}

const hubspot = { connection: "hubspot" };
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

interface Moving {
  readonly status: string;
  readonly done: number;
}

interface Case {
  readonly page: (badges: (badge: ReactNode) => ReactElement) => ReactElement;
  readonly tick: (done: number) => void;
  readonly refetch: () => Promise<unknown>;
}

/** Each badge calls `rendered` when it renders; a profiler misses renders that a context causes. */
type MakeCase = (rendered: () => void) => Case;

const waybill: MakeCase = (rendered) => {
  const drawn = (props: RenderedProps) => {
    rendered();
    return <span {...props} />;
  };
  const queryClient = new QueryClient();
  const progress = (done: number) => ({ run: "r", done, total: 100, totalIsEstimate: false, movedAt: 0 });
  const source = createMemorySource({
    snapshots: [exampleSnapshot(hubspot, { phase: "running", progress: progress(0) })],
  });
  return {
    page: (badges) => (
      <WaybillProvider source={source} queryClient={queryClient}>
        {badges(<StatusBadge target={hubspot} render={drawn} />)}
      </WaybillProvider>
    ),
    tick: (done) => source.set(hubspot, { progress: progress(done) }),
    refetch: () => queryClient.refetchQueries(),
  };
};

const contextAndState: MakeCase = (rendered) => {
  const Context = createContext<Moving>({ status: "syncing", done: 0 });
  let set: (next: Moving) => void = () => undefined;
  const Badge = () => {
    rendered();
    return <span>{useContext(Context).status}</span>;
  };
  function Page({ children }: { readonly children: ReactNode }): ReactElement {
    const [state, setState] = useState<Moving>({ status: "syncing", done: 0 });
    useEffect(() => {
      set = setState;
    }, []);
    return <Context.Provider value={state}>{children}</Context.Provider>;
  }
  let done = 0;
  return {
    page: (badges) => <Page>{badges(<Badge />)}</Page>,
    tick: (next) => set({ status: "syncing", done: (done = next) }),
    // Reading again sets what came, which is equal and not the same.
    refetch: async () => {
      await Promise.resolve();
      set({ status: "syncing", done });
    },
  };
};

const queryWithoutSelect: MakeCase = (rendered) => {
  const client = new QueryClient();
  let done = 0;
  const options = { queryKey: ["status"], queryFn: () => Promise.resolve<Moving>({ status: "syncing", done }) };
  function Badge(): ReactElement {
    rendered();
    const { data, isFetching } = useQuery(options, client);
    return <span data-fetching={isFetching}>{data?.status}</span>;
  }
  return {
    page: (badges) => badges(<Badge />),
    tick: (next) => client.setQueryData<Moving>(options.queryKey, { status: "syncing", done: (done = next) }),
    refetch: () => client.refetchQueries(),
  };
};

const cases: readonly (readonly [name: string, make: MakeCase])[] = [
  ["waybill", waybill],
  ["context + useState", contextAndState],
  ["query without select", queryWithoutSelect],
];

export async function renderCounts(): Promise<readonly RenderCounts[]> {
  const found: RenderCounts[] = [];
  for (const [name, make] of cases) found.push({ name, ...(await count(make)) });
  return found;
}

async function count(make: MakeCase): Promise<Omit<RenderCounts, "name">> {
  let renders = 0;
  const { page, tick, refetch } = make(() => (renders += 1));
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  const badges = (badge: ReactNode) => (
    <>
      {Array.from({ length: 100 }, (_, i) => (
        <Fragment key={i}>{badge}</Fragment>
      ))}
    </>
  );
  flushSync(() => root.render(page(badges)));
  await settled();
  renders = 0;
  for (let done = 1; done <= 20; done += 1) {
    tick(done);
    await settled();
  }
  const ticks = renders;
  // The last movement is written through at most a quarter of a second later.
  await new Promise((resolve) => setTimeout(resolve, 300));
  renders = 0;
  for (let i = 0; i < 10; i += 1) {
    await refetch();
    await settled();
  }
  root.unmount();
  return { ticks, refetches: renders };
}
