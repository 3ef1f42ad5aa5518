import { fork, type ChildProcess } from "node:child_process";
import { load } from "./load.ts";

const rounds = 7;
const requests = 600;

/** What a list request costs beside one to a bare `node:http` server that sends the same bytes: interleaved rounds, each server in a process of its own. */
export async function listing(): Promise<void> {
  const [emulated, bare] = [await server("emulator"), await server("bare")];
  console.log(
    `  list requests on loopback beside a bare node:http server sending the same bytes (at least 0.50 is wanted)`,
  );
  for (const size of [50, 10]) {
    const paths = await pagesOf(emulated, size);
    for (const inFlight of [1, 64]) {
      const taken = await interleaved({ emulated, bare, paths, inFlight });
      console.log(`    ${size} records a page, ${inFlight} in flight: ${told(taken)}`);
    }
  }
  emulated.process.kill();
  bare.process.kill();
}

interface Served {
  readonly process: ChildProcess;
  readonly url: string;
}

async function server(kind: string): Promise<Served> {
  const child = fork(new URL("list-server.ts", import.meta.url), [kind], {
    execArgv: ["--conditions=@waybill/source"],
  });
  return { process: child, url: await answer<string>(child) };
}

const answer = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve) => child.once("message", (message) => resolve(message as T)));

/** The addresses of a list's pages, first to last. */
async function pagesOf({ url }: Served, size: number): Promise<readonly string[]> {
  const paths: string[] = [];
  let path: string | undefined = `/contacts?limit=${size}`;
  while (path !== undefined) {
    paths.push(path);
    const page = (await (await fetch(url + path)).json()) as { meta: { next_cursor?: string | null } };
    const { next_cursor: next = null } = page.meta;
    path = next === null ? undefined : `/contacts?limit=${size}&cursor=${next}`;
  }
  return paths;
}

/** Milliseconds of one round: on the clock, and of the server's CPU. */
interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

interface Costs {
  readonly emulated: readonly Cost[];
  readonly bare: readonly Cost[];
}

interface Bout {
  readonly emulated: Served;
  readonly bare: Served;
  /** Every page of the list, asked for in turn. */
  readonly paths: readonly string[];
  readonly inFlight: number;
}

async function interleaved({ emulated, bare, ...shape }: Bout): Promise<Costs> {
  const costs = { emulated: [] as Cost[], bare: [] as Cost[] };
  for (let round = 0; round <= rounds; round++) {
    const [a, b] = [await cost(emulated, shape), await cost(bare, shape)];
    if (round === 0) continue; // warms up
    costs.emulated.push(a);
    costs.bare.push(b);
  }
  return costs;
}

async function cost(
  { process: child, url }: Served,
  { paths, inFlight }: Pick<Bout, "paths" | "inFlight">,
): Promise<Cost> {
  const cpu = () => {
    child.send("cpu");
    return answer<number>(child);
  };
  const pathOf = (request: number): string => paths[request % paths.length] ?? "";
  const before = await cpu();
  const ms = await load({ url, requests, inFlight, pathOf });
  return { ms, cpuMs: (await cpu()) - before };
}

function told({ emulated, bare }: Costs): string {
  // the least disturbed round of each: what neighbours on the machine take only adds
  const of = (costs: readonly Cost[], member: keyof Cost): number => Math.min(...costs.map((each) => each[member]));
  const rate = (costs: readonly Cost[]): string => ((requests / of(costs, "ms")) * 1000).toFixed(0);
  const share = (member: keyof Cost): string => (of(bare, member) / of(emulated, member)).toFixed(2);
  return `${rate(emulated)} of ${rate(bare)} requests a second, ${share("ms")}; by CPU of the server ${share("cpuMs")}`;
}
