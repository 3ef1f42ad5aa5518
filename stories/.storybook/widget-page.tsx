import { Controls, Description, Primary, Source, Stories, Title, Unstyled, useOf } from "@storybook/addon-docs/blocks";
import type { ReactNode } from "react";
import type { WidgetNotes } from "../widget-notes.ts";

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

/** The page of one widget: how it is written, what of it can be styled, what it does for assistive technology, and each of its states. */
export function WidgetPage(): ReactNode {
  const { preparedMeta } = useOf("meta", ["meta"]);
  const notes: WidgetNotes | undefined = preparedMeta.parameters["notes"];
  return (
    <>
      <Title />
      <Description />
      <Primary />
      {notes === undefined ? null : <Notes notes={notes} />}
      <h2>Props</h2>
      <Controls />
      <Stories title="States" includePrimary={false} />
    </>
  );
}

function Notes({ notes: { usage, root, parts, accessibility } }: { readonly notes: WidgetNotes }): ReactNode {
  return (
    <>
      <h2>Usage</h2>
      <Source language="tsx" code={usage} />
      <Unstyled>
        <div className="notes">
          <h2>Parts</h2>
          <p>
            The root carries <code>data-wb=&quot;{root}&quot;</code>; parts carry <code>data-part</code>. These, and
            <code> data-status</code> and <code>data-tone</code>, are what may be styled. The markup between them may
            change.
          </p>
          <Pairs head="data-part" pairs={parts} />
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
