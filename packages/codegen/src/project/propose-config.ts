import { access } from "node:fs/promises";
import { join } from "node:path";
import { literal } from "../emit/literal.ts";
import { commentText } from "../emit/text.ts";
import type { FoundDocument } from "./find-documents.ts";

type Usable = Extract<FoundDocument, { readonly kind: "usable" }>;

export interface ProposedConnector {
  readonly name: string;
  readonly document: string;
  readonly out: string;
  readonly title: string;
  readonly streams: number;
}

/** The text of a config for some documents, and the connectors in it. */
export async function proposeConfig(
  folder: string,
  found: readonly Usable[],
): Promise<{ readonly text: string; readonly connectors: readonly ProposedConnector[] }> {
  const home = (await exists(join(folder, "src"))) ? "src/connectors" : "connectors";
  const connectors = nameAll(found).map(({ name, document, title, streams }) => ({
    name,
    document,
    out: `${home}/${name}`,
    title,
    streams,
  }));
  return { text: configText(connectors), connectors };
}

/** Each connector after its vendor; of two alike the later one gets a number. */
function nameAll(found: readonly Usable[]): readonly (Usable & { readonly name: string })[] {
  const taken = new Set<string>();
  return found.map((each) => {
    let name = each.vendor;
    for (let number = 2; taken.has(name); number += 1) name = `${each.vendor}-${number}`;
    taken.add(name);
    return { ...each, name };
  });
}

function configText(connectors: readonly ProposedConnector[]): string {
  const members = connectors.map(
    ({ name, document, out, title }) =>
      `    // ${commentText(title, 80)}\n    ${JSON.stringify(name)}: ${literal({ document, out }, 4)},\n`,
  );
  const [{ name, out }] = [connectors[0] ?? { name: "vendor", out: "src/connectors/vendor" }];
  return `import { defineConfig } from "@waybill/codegen";

// Corrections go in here and survive regeneration. Once the connectors are generated, they can be typed against their documents:
//
//   import type { paths } from "./${out}/schema.d.ts";
//   defineConfig<{ ${JSON.stringify(name)}: paths }>({ … streams: { "GET /…": { primaryKey: ["/…"] } } … })
export const config = defineConfig({
  connectors: {
${members.join("")}  },
});
`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
