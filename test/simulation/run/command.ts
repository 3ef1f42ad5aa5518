import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a simulation in a process of its own ended. */
export interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** Runs `npm run simulate -- …`, without npm. */
export function simulateCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  // Other test files run beside it: threads of its own for garbage and for optimising would only take from their cores.
  const node = ["--conditions=@waybill/source", "--disable-warning=ExperimentalWarning", "--single-threaded"];
  const copy = `--import=${path("../planted/use-copy.ts")}`;
  const child = spawn(process.execPath, [...node, copy, path("../simulate.ts"), ...args], {
    // Every simulation loads the same sources: what the first has compiled, the others need not.
    env: { NODE_COMPILE_CACHE: path("../../../node_modules/.cache/waybill-simulated"), ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      parts.push(data.toString());
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, text: parts.join("") }));
  });
}
