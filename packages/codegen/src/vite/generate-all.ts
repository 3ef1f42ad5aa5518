import { ConfigError } from "../config/config-error.ts";
import { loadConfig } from "../config/load-config.ts";
import { configuredConnectors } from "../project/configured-connector.ts";
import { isExplained } from "../project/explained.ts";
import { generateConnector } from "../project/generate-connector.ts";
import type { WatchedProject } from "../project/watch-project.ts";

/** Generates every connector of a config, or fails with what the first was refused for. Resolves to the files whose change may change them. */
export async function generateAll(configPath: string, fail: (message: string) => never): Promise<ReadonlySet<string>> {
  const inputs = new Set([configPath]);
  const { connectors } = await readProject(configPath).catch((error: unknown) => {
    if (isExplained(error)) return fail(error.message);
    throw error;
  });
  for (const connector of connectors) {
    const outcome = await generateConnector(connector, { write: true });
    if (outcome.kind === "refused") return fail(outcome.error.message);
    for (const input of outcome.inputs) inputs.add(input);
  }
  return inputs;
}

/**
 * The connectors of the config at a path.
 * @throws ConfigError
 */
export async function readProject(configPath: string): Promise<WatchedProject> {
  const config = await loadConfig({ named: configPath });
  if (config === undefined) throw new ConfigError(`There is no config at ${configPath}.`, '"waybill init" writes one.');
  return { connectors: configuredConnectors(config), configPath };
}
