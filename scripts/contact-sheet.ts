// `npm run contact-sheet`: every story, in one picture to look at. Builds the Storybook, photographs each story and lays the photographs out.
// `--built` takes the Storybook that is there; `--globals=theme:dark;direction:rtl;width:narrow` turns the knobs of its toolbar.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, chromium } from "playwright";
import { preview } from "vite";
import { root, run } from "./run.ts";
import { ensureChromium } from "./testing/chromium.ts";

interface Story {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: string;
}

const built = join(root, "sb-out");
const globals = process.argv.find((argument) => argument.startsWith("--globals="))?.slice("--globals=".length) ?? "";
const sheet = ["contact-sheet", ...globals.split(/\W/)].filter((word) => word !== "").join("-");
const folder = join(built, sheet);
const tileWidth = 640;

if (!process.argv.includes("--built") || !existsSync(join(built, "index.json"))) {
  const exitCode = await run(["storybook", "build", "--config-dir", "stories/.storybook", "--output-dir", "sb-out"]);
  if (exitCode !== 0) process.exit(exitCode);
}
mkdirSync(folder, { recursive: true });

const index: { readonly entries: Readonly<Record<string, Story>> } = JSON.parse(
  readFileSync(join(built, "index.json"), "utf8"),
);
const stories = Object.values(index.entries).filter(({ type }) => type === "story");
const server = await preview({ root, build: { outDir: "sb-out" }, preview: { port: 0 }, configFile: false });
const origin = server.resolvedUrls?.local[0] ?? "";
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox", "--disable-gpu"] });
// Low: a picture is as high as its story.
const page = await browser.newPage({ viewport: { width: tileWidth, height: 64 } });
try {
  for (const story of stories) await photograph(page, story);
  await layOut(page);
} finally {
  await browser.close();
  await server.close();
}
console.log(`${stories.length} stories: ${join(folder, "all.png")}`);

async function photograph(at: Page, { id }: Story): Promise<void> {
  await at.goto(`${origin}iframe.html?id=${id}&viewMode=story&globals=${globals}`, { waitUntil: "commit" });
  await at.locator("#storybook-root *").first().waitFor({ state: "attached" });
  await at.evaluate(async () => {
    await document.fonts.ready;
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  await at.screenshot({ path: join(folder, `${id}.png`), fullPage: true });
}

async function layOut(at: Page): Promise<void> {
  const tiles = stories.map(
    ({ id, title, name }) => `<figure><figcaption>${title}: ${name}</figcaption><img src="${id}.png"></figure>`,
  );
  const style = `body { margin: 16px; columns: 6; column-gap: 16px; font: 14px sans-serif; background: #ddd }
    figure { margin: 0 0 16px; break-inside: avoid } 
    img { inline-size: 100%; max-block-size: 900px; object-fit: cover; object-position: top; background: #fff }`;
  const html = `<!doctype html><meta charset="utf-8"><style>${style}</style>${tiles.join("\n")}`;
  writeFileSync(join(folder, "index.html"), html);
  await at.setViewportSize({ width: 3_000, height: 1_000 });
  await at.goto(`${origin}${sheet}/index.html`);
  await at.screenshot({ path: join(folder, "all.png"), fullPage: true });
}
