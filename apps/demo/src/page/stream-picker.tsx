import type { ReactNode } from "react";
import { heading } from "./cell.ts";

/** With more streams than this, a list to choose from reads better than a row. */
const mostInARow = 6;

interface StreamPickerProps {
  readonly streams: readonly string[];
  readonly chosen: string;
  readonly onChoose: (stream: string) => void;
}

/** Which stream's records to look at. */
export function StreamPicker(props: StreamPickerProps): ReactNode {
  return props.streams.length > mostInARow ? <PickFromList {...props} /> : <PickFromRow {...props} />;
}

function PickFromRow({ streams, chosen, onChoose }: StreamPickerProps): ReactNode {
  return (
    <fieldset className="picker">
      <legend className="visually-hidden">Records of</legend>
      {streams.map((stream) => (
        <label key={stream}>
          <input
            className="visually-hidden"
            type="radio"
            name="stream"
            checked={stream === chosen}
            onChange={() => {
              onChoose(stream);
            }}
          />
          {heading(stream)}
        </label>
      ))}
    </fieldset>
  );
}

function PickFromList({ streams, chosen, onChoose }: StreamPickerProps): ReactNode {
  return (
    <div className="picker">
      <select
        aria-label="Records of"
        value={chosen}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {streams.map((stream) => (
          <option key={stream} value={stream}>
            {heading(stream)}
          </option>
        ))}
      </select>
    </div>
  );
}
