/// <reference types="vite/client" />
import { type ComponentType, type ReactNode, createElement } from "react";

interface StoryFile {
  readonly default: { readonly title: string; readonly component: ComponentType<object>; readonly args?: object };
  readonly [story: string]: { readonly args?: object; readonly render?: unknown };
}

const files = import.meta.glob<StoryFile>(
  ["./*.stories.tsx", "!./everything.stories.tsx", "!./faults.stories.tsx", "!./flows.stories.tsx"],
  { eager: true },
);

/** Every state of every widget that has a story, on one page. Stories that bring a source to life are pages themselves. */
export function EveryStory(): ReactNode {
  return (
    <div className="stack">
      {Object.values(files).flatMap(({ default: meta, ...stories }) =>
        Object.entries(stories)
          .filter(([, { render }]) => render === undefined)
          .map(([name, { args }]) => (
            <div key={`${meta.title} ${name}`} data-story={`${meta.title} ${name}`}>
              {createElement(meta.component, { ...meta.args, ...args })}
            </div>
          )),
      )}
    </div>
  );
}
