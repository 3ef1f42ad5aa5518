/// <reference types="vite/client" />
import { Controls, Description, Primary, Source, Stories, Title, Unstyled, useOf } from "@storybook/addon-docs/blocks";
import type { Tone } from "@waybill/react";
import type { ReactNode } from "react";
import type { WidgetNotes } from "../widget-notes.ts";
import { type DocumentedProp, propsOf } from "./props-of.ts";

const sources = Object.values(
  import.meta.glob<string>(
    ["../../packages/react/src/{settings.ts,parts/part.tsx}", "../../packages/react/src/widgets/**/*.{ts,tsx}"],
    { query: "?raw", import: "default", eager: true },
  ),
);

const variables: Readonly<Record<string, string>> = {
  "--wb-accent": "brand colour: any; its label, links and focus ring stay legible",
  "--wb-font-family": "default: inherited",
  "--wb-radius": "unit of all corners, 4px",
  "--wb-density": "1, or 0.75 for compact",
  "--wb-bg": "ground of a card",
  "--wb-surface": "ground of a footer, a logo, a table's head",
  "--wb-text": "text",
  "--wb-border": "lines that only separate",
  "--wb-success": "icon of what is done",
  "--wb-warning": "icon of what is off, and handled",
  "--wb-danger": "icon of what stopped until a person acts",
  "--wb-info": "icon of what is under way, and the bar",
};

const tones: Readonly<Record<Tone, string>> = {
  neutral: "nothing to do",
  info: "working",
  success: "done, after a complete sync only",
  warning: "something is off, and it is handled or can wait",
  danger: "stopped until a person acts",
};

/** Properties that mean the same on every widget, and whose types say the rest to those who have the source at hand. */
const shared: Readonly<Record<string, string | undefined>> = {
  target: "Live: a connection of the provider's source, or one stream of it.",
  connection: "Live: a connection of the provider's source.",
  id: "Live: the receipt of that id, from the provider's source.",
  names: "What the vendor (`service`), this sync (`name`) and its records (`records`, by plural form) are called.",
};

/** The page of one widget: how it is written, what of it can be styled, what it does for assistive technology, and each of its states. */
export function WidgetPage(): ReactNode {
  const { preparedMeta } = useOf("meta", ["meta"]);
  const notes: WidgetNotes | undefined = preparedMeta.parameters["notes"];
  return (
    <>
      <Title />
      <Description />
      <Primary />
      {notes === undefined ? null : (
        <Notes notes={notes} props={propsOf(`${preparedMeta.title.split("/").at(-1)}Props`, sources)} />
      )}
      <h2>Try it</h2>
      <Controls />
      <Stories title="States" includePrimary={false} />
    </>
  );
}

interface NotesProps {
  readonly notes: WidgetNotes;
  readonly props: readonly DocumentedProp[];
}

function Notes({ notes: { usage, root, parts, statuses, accessibility }, props }: NotesProps): ReactNode {
  const widget = /<(\w+)/.exec(usage)?.[1] ?? "";
  return (
    <>
      <h2>Usage</h2>
      <Source language="tsx" code={`import { ${widget} } from "@waybill/react";\n\n${usage}`} />
      <Unstyled>
        <div className="notes">
          <p>
            Below a <code>WaybillProvider</code> with a source it is live. Given the data itself, as in the states
            below, it needs no provider and no network.
          </p>
          <h2>Props</h2>
          <Props props={props} />
          <p>
            And whatever its root element takes: <code>id</code>, <code>aria-*</code>, <code>data-*</code>, handlers,
            and <code>ref</code>.
          </p>
          <h2>Parts</h2>
          <p>
            The root carries <code>data-wb=&quot;{root}&quot;</code>; parts carry <code>data-part</code>. These, and{" "}
            <code>data-status</code> and <code>data-tone</code>, are what may be styled. The markup between them may
            change. All rules are in <code>@layer waybill</code>: your own win without <code>!important</code>.
          </p>
          <Source
            language="css"
            code={`[data-wb="${root}"] [data-part="${Object.keys(parts)[0]}"] {\n  font-weight: 700;\n}`}
          />
          <Pairs head="data-part" pairs={parts} />
          {statuses === undefined ? null : (
            <>
              <h2>Status and tone</h2>
              <Pairs head="data-status" pairs={statuses} />
              <Pairs head="data-tone" pairs={tones} />
            </>
          )}
          <h2>Variables</h2>
          <p>Set on any element around the widget.</p>
          <Pairs head="Variable" pairs={variables} />
          <h2>Accessibility</h2>
          <ul>
            {accessibility.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      </Unstyled>
    </>
  );
}

function Props({ props }: { readonly props: readonly DocumentedProp[] }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Prop</th>
          <th scope="col">Type</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {props.map(({ name, type, text }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <code>{type}</code>
            </td>
            <td>
              <WithCode text={text === "" ? shared[name] : text} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands between backticks is code. */
function WithCode({ text = "" }: { readonly text: string | undefined }): ReactNode {
  // oxlint-disable-next-line react/no-array-index-key -- a text does not change
  return text.split("`").map((part, at) => (at % 2 === 0 ? part : <code key={at}>{part}</code>));
}

function Pairs({
  head,
  pairs,
}: {
  readonly head: string;
  readonly pairs: Readonly<Record<string, string>>;
}): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(pairs).map(([name, text]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
