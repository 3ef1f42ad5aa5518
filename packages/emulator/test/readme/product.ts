/** Modules that a product has beside its test and its story, by file name. */
export const productFiles: Readonly<Record<string, string>> = {
  "import-contacts.ts": `
    export async function importContacts(): Promise<readonly unknown[]> {
      const contacts: unknown[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = cursor === "" ? "" : \`&cursor=\${cursor}\`;
        const response = await fetch(\`https://api.harborcrm.example/v1/contacts?limit=100\${query}\`);
        if (response.status === 503) continue;
        const page = await response.json();
        contacts.push(...page.data);
        cursor = page.meta.next_cursor ?? null;
      }
      return contacts;
    }`,
  "contact-list.tsx": `
    import { useEffect, useState } from "react";

    export function ContactList() {
      const [names, setNames] = useState<readonly string[] | "loading" | "failed">("loading");
      const [tries, setTries] = useState(1);
      useEffect(() => {
        fetch("https://api.harborcrm.example/v1/contacts")
          .then(async (response) => setNames(response.ok ? (await response.json()).data.map(({ name }) => name) : "failed"))
          .catch(() => setNames("failed"));
      }, [tries]);
      if (names === "loading") return <p>Loading</p>;
      if (names === "failed") return <button onClick={() => setTries(tries + 1)}>Try again</button>;
      return <ul>{names.map((name) => <li key={name}>{name}</li>)}</ul>;
    }`,
};

const source = `["@waybill/source", "module", "development|production"]`;

/** How the product runs both: Vitest, and Storybook's own Vitest plugin in a browser. */
export const settings = (executablePath: string | undefined): Readonly<Record<string, string>> => ({
  "vitest.config.ts": `
    import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
    import { playwright } from "@vitest/browser-playwright";
    import { defineConfig } from "vitest/config";

    const launchOptions = { args: ["--no-sandbox", "--disable-gpu"], executablePath: ${JSON.stringify(executablePath)} };
    export default defineConfig({
      test: {
        projects: [
          {
            resolve: { conditions: ${source} },
            ssr: { resolve: { conditions: ["node", ...${source}] } },
            test: { name: "node", include: ["*.test.ts"], testTimeout: 60_000 },
          },
          {
            resolve: { conditions: ["browser", ...${source}] },
            plugins: [storybookTest({ configDir: ".storybook" })],
            test: {
              name: "stories",
              testTimeout: 60_000,
              browser: {
                enabled: true,
                headless: true,
                screenshotFailures: false,
                provider: playwright({ launchOptions }),
                instances: [{ browser: "chromium" }],
              },
            },
          },
        ],
      },
    });`,
  // Storybook gives up on what it waits for after a second, which says how fast this machine is.
  ".storybook/preview.ts": `
    import { configure } from "storybook/test";

    configure({ asyncUtilTimeout: 30_000 });
    export default {};`,
  ".storybook/main.ts": `
    export default {
      stories: ["../*.stories.tsx"],
      staticDirs: ["../public"],
      addons: ["@storybook/addon-vitest"],
      framework: "@storybook/react-vite",
      core: { disableTelemetry: true },
    };`,
});
