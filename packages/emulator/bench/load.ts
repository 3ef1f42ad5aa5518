import { Agent, get } from "node:http";

export interface Load {
  readonly url: string;
  readonly requests: number;
  /** How many are under way at a time. */
  readonly inFlight: number;
  readonly pathOf: (request: number) => string;
}

/** Asks a server as fast as it answers, over connections that stay open. Returns the milliseconds that it took. */
export async function load({ url, requests, inFlight, pathOf }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const ask = (path: string): Promise<void> =>
    new Promise((resolve, reject) => {
      get(`${url}${path}`, { agent }, (response) => {
        response.resume();
        response.on("end", resolve);
        response.on("error", reject);
      }).on("error", reject);
    });
  let asked = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (asked < requests) await ask(pathOf(asked++));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  agent.destroy();
  return performance.now() - start;
}
