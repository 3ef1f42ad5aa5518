/// <reference types="vite/client" />
import { type ComponentType, type ReactNode, createElement } from "react";
import { type Direction, inLanguage } from "./page-language.ts";

interface StoryFile {
  readonly default: { readonly title: string; readonly component: ComponentType<object>; readonly args?: object };
  readonly [story: string]: { readonly args?: object; readonly render?: unknown };
}

const files = import.meta.glob<StoryFile>(
  ["./*.stories.tsx", "!./everything.stories.tsx", "!./faults.stories.tsx", "!./flows.stories.tsx"],
  { eager: true },
);

/** Every state of every widget that has a story, on one page. Stories that bring a source to life are pages themselves. */
export function EveryStory({ direction = "ltr" }: { readonly direction?: Direction }): ReactNode {
  return (
    <div className="stack">
      {Object.values(files).flatMap(({ default: meta, ...stories }) =>
        Object.entries(stories)
          // Storybook's build adds an export of its own, which is no story.
          .filter(([name, { render }]) => render === undefined && !name.startsWith("__"))
          .map(([name, { args }]) => (
            <div key={`${meta.title} ${name}`} data-story={`${meta.title} ${name}`}>
              {createElement(meta.component, inLanguage({ ...meta.args, ...args }, direction))}
            </div>
          )),
      )}
    </div>
  );
}
